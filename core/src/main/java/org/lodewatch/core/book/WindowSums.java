package org.lodewatch.core.book;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.IntFunction;

/**
 * The sums of a book's windows. A window is summed when it is first read; later changes of its months are added to it,
 * because summing all windows again at every flush would make too much garbage.
 */
public final class WindowSums {

    private final TotalsByMonth months;
    private final Countries countries;
    private final Map<Integer, Totals> byAsOf = new HashMap<>();
    private WindowRule rule;
    private int oldest;

    /** @param months totals by month, with the same countries, which do not change */
    public WindowSums(NavigableMap<Integer, Totals> months, Countries countries) {
        this(TotalsByMonth.of(months), countries);
    }

    /** @param months the book's totals by month; pass every change to {@link #add} */
    WindowSums(TotalsByMonth months, Countries countries) {
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
        if (!isOf(clock, rule)) {
            byAsOf.clear();
            this.rule = rule;
            this.oldest = clock.oldestMonth(rule);
        }
        return Windows.of(clock, rule, months.newest(), this::window, parts);
    }

    private boolean isOf(Clock clock, WindowRule rule) {
        return rule.equals(this.rule) && clock.oldestMonth(rule) == oldest;
    }

    /** The sum of one window for the present clock; it is valid until the book changes, and is not kept for other calls. */
    Totals at(int asOf, Clock clock, WindowRule rule) {
        Totals kept = isOf(clock, rule) ? byAsOf.get(asOf) : null;
        return kept != null ? kept : sum(Math.max(clock.oldestMonth(rule), asOf - rule.windowMonths() + 1), asOf);
    }

    /** Discards all sums. */
    void release() {
        byAsOf.clear();
    }

    /** Adds the change of a month to its windows. */
    void add(int month, SparseTotals change) {
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

    private Totals window(int asOf) {
        Totals present = byAsOf.get(asOf);
        if (present == null) {
            present = next(asOf);
            byAsOf.put(asOf, present);
        }
        return present;
    }

    /** The window before, if there is one, without its first month and with one more: two months are read, and not twelve. */
    private Totals next(int asOf) {
        int first = Math.max(oldest, asOf - rule.windowMonths() + 1);
        Totals before = byAsOf.get(asOf - 1);
        if (before == null) {
            return sum(first, asOf);
        }
        Totals next = before.copy();
        if (asOf - rule.windowMonths() >= oldest) {
            months.addTo(next, asOf - rule.windowMonths(), -1);
        }
        months.addTo(next, asOf, 1);
        return next;
    }

    private Totals sum(int first, int asOf) {
        Totals sum = new Totals(countries);
        for (int month = first; month <= asOf; month++) {
            months.addTo(sum, month, 1);
        }
        return sum;
    }
}
