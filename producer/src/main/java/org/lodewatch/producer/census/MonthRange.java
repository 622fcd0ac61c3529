package org.lodewatch.producer.census;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Consecutive months.
 *
 * @param first the first of them
 * @param last the last of them, which may be the first
 */
record MonthRange(YearMonth first, YearMonth last) {

    /**
     * @param periods consecutive months, YYYY-MM, in order; at least one
     */
    static MonthRange of(List<String> periods) {
        MonthRange months =
                new MonthRange(YearMonth.parse(periods.get(0)), YearMonth.parse(periods.get(periods.size() - 1)));
        if (!months.periods().equals(periods)) {
            throw new IllegalArgumentException("not consecutive: " + periods);
        }
        return months;
    }

    /** Months in groups of consecutive ones. */
    static List<List<String>> groups(SortedSet<String> periods, int atMost) {
        List<List<String>> groups = new ArrayList<>();
        String expected = "";
        for (String period : periods) {
            if (!period.equals(expected) || groups.get(groups.size() - 1).size() == atMost) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(period);
            expected = YearMonth.parse(period).plusMonths(1).toString();
        }
        return groups;
    }

    boolean single() {
        return first.equals(last);
    }

    /** The earlier and the later half; only of more than one. */
    List<MonthRange> halves() {
        YearMonth middle = first.plusMonths((periods().size() - 1) / 2);
        return List.of(new MonthRange(first, middle), new MonthRange(middle.plusMonths(1), last));
    }

    /** Each of them, YYYY-MM. */
    List<String> periods() {
        return Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .map(YearMonth::toString)
                .toList();
    }

    /** As the API and messages write it: {@code 2026-05}, or {@code from 2026-01 to 2026-05}. */
    @Override
    public String toString() {
        return single() ? first.toString() : "from " + first + " to " + last;
    }
}
