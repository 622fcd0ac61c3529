package org.lodewatch.core.batch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.WindowRule;

/** One book: the tallies of its months within the horizon, and every window, each summed from its months anew. */
final class BatchBook {

    private static final int COMPARISON_MONTHS = 12;

    private final BookKey key;
    private final ReportingCalendar calendar;
    private final WindowRule rule;
    private final Map<Integer, ComparisonCounts> months = new TreeMap<>();

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
        if (calendar.isWithinHorizon(line.month())) {
            months.computeIfAbsent(line.month(), month -> new ComparisonCounts())
                    .add(line);
        }
    }

    /** Adds the months of another. */
    void add(BatchBook other) {
        other.months.forEach((month, tally) -> {
            if (calendar.isWithinHorizon(month)) {
                months.computeIfAbsent(month, name -> new ComparisonCounts()).add(tally);
            }
        });
    }

    /** Every window by its as-of month, those without a record too. */
    Map<Integer, BatchWindow> windows() {
        Map<Integer, BatchWindow> windows = new TreeMap<>();
        for (int asOf : calendar.asOfs()) {
            ComparisonCounts tally = new ComparisonCounts();
            for (int month = asOf - rule.windowMonths() + 1; month <= asOf; month++) {
                tally.add(months.getOrDefault(month, new ComparisonCounts()));
            }
            int covered = calendar.coveredMonths(asOf);
            windows.put(
                    asOf,
                    new BatchWindow(asOf, covered, covered == rule.windowMonths(), calendar.isComplete(asOf), tally));
        }
        return windows;
    }

    /** The whole window that another is compared with. */
    static Optional<BatchWindow> yearBefore(BatchWindow window, Map<Integer, BatchWindow> windows) {
        return Optional.ofNullable(windows.get(window.asOf() - COMPARISON_MONTHS))
                .filter(BatchWindow::whole);
    }
}
