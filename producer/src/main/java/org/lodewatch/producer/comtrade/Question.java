package org.lodewatch.producer.comtrade;

import java.util.List;

/**
 * Figures that are asked for in one request.
 *
 * @param periods YYYY-MM or YYYY
 * @param codes six digits each
 */
record Question(List<String> periods, List<String> codes) {

    /** Whether it can be asked in two halves. */
    boolean divisible() {
        return periods.size() > 1 || codes.size() > 1;
    }

    /** Its halves: by period while there are several. */
    List<Question> halves() {
        return periods.size() > 1 ? halvesByPeriod() : halvesByCode();
    }

    /** Its halves, in shorter addresses: by code while there are several. */
    List<Question> shorter() {
        return codes.size() > 1 ? halvesByCode() : halvesByPeriod();
    }

    private List<Question> halvesByPeriod() {
        int half = periods.size() / 2;
        return List.of(
                new Question(periods.subList(0, half), codes),
                new Question(periods.subList(half, periods.size()), codes));
    }

    private List<Question> halvesByCode() {
        int half = codes.size() / 2;
        return List.of(
                new Question(periods, codes.subList(0, half)),
                new Question(periods, codes.subList(half, codes.size())));
    }
}
