package org.lodewatch.producer.comtrade;

import java.util.List;

/**
 * The figures of one request.
 *
 * @param periods YYYY-MM or YYYY
 * @param codes six digits each
 */
record ComtradeQuery(List<String> periods, List<String> codes) {

    /** Whether it can be requested in two halves. */
    boolean divisible() {
        return periods.size() > 1 || codes.size() > 1;
    }

    /** Its halves: by period while there are several. */
    List<ComtradeQuery> halves() {
        return periods.size() > 1 ? halvesByPeriod() : halvesByCode();
    }

    /** Its halves, with shorter addresses: by code while there are several. */
    List<ComtradeQuery> shorter() {
        return codes.size() > 1 ? halvesByCode() : halvesByPeriod();
    }

    private List<ComtradeQuery> halvesByPeriod() {
        return halves(periods).stream()
                .map(half -> new ComtradeQuery(half, codes))
                .toList();
    }

    private List<ComtradeQuery> halvesByCode() {
        return halves(codes).stream()
                .map(half -> new ComtradeQuery(periods, half))
                .toList();
    }

    private static List<List<String>> halves(List<String> list) {
        int half = list.size() / 2;
        return List.of(list.subList(0, half), list.subList(half, list.size()));
    }
}
