package org.lodewatch.core.batch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.WindowRule;

/** One book: the sums of its months. Every window is summed from its months. */
final class BatchBook {

    private static final int COMPARISON_MONTHS = 12;

    private final BookKey key;
    private final ReportingCalendar calendar;
    private final WindowRule rule;
    private final Map<Integer, CountrySums> months = new TreeMap<>();

    /**
     * One window.
     *
     * @param asOf its last month
     * @param months how many months it has
     * @param coveredMonths how many of its months lie in published periods
     * @param whole whether all of them do
     * @param complete whether its last period is complete
     * @param partial whether rows of one of its periods are missing, or that is not known
     * @param withheld whether that keeps it from being judged
     * @param stale whether the book lags two periods behind, and the window ends with its newest record or later
     * @param closed whether it is stale, and ends two periods after the newest record or later
     * @param sums of all origins
     * @param supply the sums without returned goods, whose origin is the reporter
     */
    record BatchWindow(
            int asOf,
            int months,
            int coveredMonths,
            boolean whole,
            boolean complete,
            boolean partial,
            boolean withheld,
            boolean stale,
            boolean closed,
            CountrySums sums,
            CountrySums supply) {

        /** Whether a policy judges it, which may judge windows whose last period is not complete. */
        boolean judged(boolean provisional) {
            return whole && !withheld && (provisional || complete);
        }
    }

    BatchBook(BookKey key, ReportingCalendar calendar, WindowRule rule) {
        this.key = key;
        this.calendar = calendar;
        this.rule = rule;
    }

    BookKey key() {
        return key;
    }

    ReportingCalendar calendar() {
        return calendar;
    }

    void add(Line line) {
        months.computeIfAbsent(line.month(), any -> new CountrySums()).add(line);
    }

    /** Adds the months of another. */
    void add(BatchBook other) {
        other.months.forEach((month, sums) ->
                months.computeIfAbsent(month, any -> new CountrySums()).add(sums));
    }

    /** Every window by its as-of month, including those without a record. */
    Map<Integer, BatchWindow> windows() {
        Map<Integer, BatchWindow> windows = new TreeMap<>();
        int newest = months.keySet().stream().mapToInt(Integer::intValue).max().orElse(Integer.MAX_VALUE);
        for (int asOf : calendar.asOfs()) {
            CountrySums sums = sums(asOf);
            int covered = calendar.coveredMonths(asOf);
            windows.put(
                    asOf,
                    new BatchWindow(
                            asOf,
                            rule.windowMonths(),
                            covered,
                            covered == rule.windowMonths(),
                            calendar.isComplete(asOf),
                            calendar.isPartial(asOf),
                            calendar.isWithheld(asOf),
                            asOf >= newest && calendar.isStale(newest),
                            asOf >= newest + 2L * calendar.periodMonths() && calendar.isStale(newest),
                            sums,
                            sums.without(key.reporter())));
        }
        return windows;
    }

    /** The sums of the window that ends with a month. */
    CountrySums sums(int asOf) {
        CountrySums sums = new CountrySums();
        for (int month = asOf - rule.windowMonths() + 1; month <= asOf; month++) {
            sums.add(months.getOrDefault(month, new CountrySums()));
        }
        return sums;
    }

    /** The whole window twelve months earlier, if it has the same codes. */
    Optional<BatchWindow> yearBefore(BatchWindow window, Map<Integer, BatchWindow> windows, ExpectedCodes codes) {
        return Optional.ofNullable(windows.get(window.asOf() - COMPARISON_MONTHS))
                .filter(BatchWindow::whole)
                .filter(before -> codes.sameAsYearBefore(window.asOf(), rule.windowMonths()));
    }
}
