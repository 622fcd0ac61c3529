package org.lodewatch.core.book;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What the windows of a book add up to. A window is summed when it is first asked for; after that, what changes in its
 * months is added to it. Summed anew whenever a country of a month has changed, all windows of the book were garbage at
 * every flush.
 */
public final class WindowSums {

    private final NavigableMap<Integer, Totals> months;
    private final Countries countries;
    private final Map<Integer, Totals> byAsOf = new HashMap<>();
    private WindowRule rule;
    private int oldest;

    /** @param months the book's totals by month, of whose changes {@link #add} is told; all share the same countries */
    public WindowSums(NavigableMap<Integer, Totals> months, Countries countries) {
        this.months = months;
        this.countries = countries;
    }

    /** Every window, as the clock stands. */
    public Windows windows(Clock clock, WindowRule rule) {
        if (!rule.equals(this.rule) || clock.oldestMonth(rule) != oldest) {
            byAsOf.clear();
            this.rule = rule;
            this.oldest = clock.oldestMonth(rule);
        }
        return Windows.of(clock, rule, asOf -> byAsOf.computeIfAbsent(asOf, this::sum));
    }

    /** Lets go of all sums, until windows are asked for again. */
    void forget() {
        byAsOf.clear();
    }

    /** Takes in what has been added to a month, or with {@code sign} -1 taken away from it. */
    void add(int month, Totals change, int sign) {
        if (byAsOf.isEmpty() || month < oldest) {
            return;
        }
        for (int asOf = month; asOf < month + rule.windowMonths(); asOf++) {
            Totals window = byAsOf.get(asOf);
            if (window != null) {
                window.add(change, sign);
            }
        }
    }

    private Totals sum(int asOf) {
        Totals sum = new Totals(countries);
        int first = Math.max(oldest, asOf - rule.windowMonths() + 1);
        if (first <= asOf) {
            months.subMap(first, true, asOf, true).values().forEach(month -> sum.add(month, 1));
        }
        return sum;
    }
}
