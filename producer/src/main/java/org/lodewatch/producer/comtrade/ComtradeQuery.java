package org.lodewatch.producer.comtrade;

import java.util.List;

/**
 * Figures that are asked for in one request.
 *
 * @param periods YYYY-MM or YYYY
 * @param codes six digits each
 */
record ComtradeQuery(List<String> periods, List<String> codes) {

    /** Whether it can be asked in two halves. */
    boolean divisible() {
        return periods.size() > 1 || codes.size() > 1;
    }

    /** Its halves: by period while there are several. */
    List<ComtradeQuery> halves() {
        return periods.size() > 1 ? halvesByPeriod() : halvesByCode();
    }

    /** Its halves, in shorter addresses: by code while there are several. */
    List<ComtradeQuery> shorter() {
        return codes.size() > 1 ? halvesByCode() : halvesByPeriod();
    }

    private List<ComtradeQuery> halvesByPeriod() {
        int half = periods.size() / 2;
        return List.of(
                new ComtradeQuery(periods.subList(0, half), codes),
                new ComtradeQuery(periods.subList(half, periods.size()), codes));
    }

    private List<ComtradeQuery> halvesByCode() {
        int half = codes.size() / 2;
        return List.of(
                new ComtradeQuery(periods, codes.subList(0, half)),
                new ComtradeQuery(periods, codes.subList(half, codes.size())));
    }
}
