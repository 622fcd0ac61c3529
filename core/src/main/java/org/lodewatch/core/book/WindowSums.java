package org.lodewatch.core.book;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * The sums of a book's windows. A window is summed when it is first read; later changes of its months are added to it,
 * because summing all windows again at every flush would make too much garbage.
 */
public final class WindowSums {

    private final NavigableMap<Integer, Totals> months;
    private final Countries countries;
    private final Map<Integer, Totals> byAsOf = new HashMap<>();
    private WindowRule rule;
    private int oldest;

    /** @param months the book's totals by month, with the same countries; pass every change to {@link #add} */
    public WindowSums(NavigableMap<Integer, Totals> months, Countries countries) {
        this.months = months;
        this.countries = countries;
    }

    /** Every window for the present clock, of a book that adds up no others. */
    public Windows windows(Clock clock, WindowRule rule) {
        return windows(clock, rule, asOf -> Map.of());
    }

    /**
     * Every window for the present clock.
     *
     * @param parts the sums of the window of an as-of month in each book that the book adds up, by the id of the book
     */
    Windows windows(Clock clock, WindowRule rule, IntFunction<Map<String, Totals>> parts) {
        if (!rule.equals(this.rule) || clock.oldestMonth(rule) != oldest) {
            byAsOf.clear();
            this.rule = rule;
            this.oldest = clock.oldestMonth(rule);
        }
        OptionalInt newest = months.isEmpty() ? OptionalInt.empty() : OptionalInt.of(months.lastKey());
        return Windows.of(clock, rule, newest, asOf -> byAsOf.computeIfAbsent(asOf, this::sum), parts);
    }

    /** Discards all sums. */
    void release() {
        byAsOf.clear();
    }

    /** Adds the change of a month to its windows. */
    void add(int month, Totals change) {
        if (byAsOf.isEmpty() || month < oldest) {
            return;
        }
        for (int asOf = month; asOf < month + rule.windowMonths(); asOf++) {
            Totals window = byAsOf.get(asOf);
            if (window != null) {
                window.add(change, 1);
            }
        }
    }

    private Totals sum(int asOf) {
        return sum(Math.max(oldest, asOf - rule.windowMonths() + 1), asOf);
    }

    /** The sum of some months, which is not kept. */
    Totals sum(int first, int asOf) {
        Totals sum = new Totals(countries);
        if (first <= asOf) {
            months.subMap(first, true, asOf, true).values().forEach(month -> sum.add(month, 1));
        }
        return sum;
    }
}
