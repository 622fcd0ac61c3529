package org.lodewatch.streams.book;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Every window of one book, as the clock stands. */
public final class Windows {

    /** How far back the window lies that a window is compared with, in months. */
    public static final int COMPARISON = 12;

    private final NavigableMap<Integer, Window> byAsOf = new TreeMap<>();

    private Windows() {}

    /**
     * Sums a book's months.
     *
     * @param months the book's totals by month; all share the same countries
     */
    public static Windows of(NavigableMap<Integer, Totals> months, Countries countries, Clock clock, WindowRule rule) {
        Windows windows = new Windows();
        int oldest = clock.oldestMonth(rule);
        int from = oldest;
        int next = oldest;
        Totals rolling = new Totals(countries);
        for (int asOf : clock.asOfs(rule)) {
            for (; next <= asOf; next++) {
                Totals entering = months.get(next);
                if (entering != null) {
                    rolling.add(entering, 1);
                }
            }
            for (; from <= asOf - rule.windowMonths(); from++) {
                Totals leaving = months.get(from);
                if (leaving != null) {
                    rolling.add(leaving, -1);
                }
            }
            windows.byAsOf.put(
                    asOf,
                    new Window(
                            asOf,
                            rule.windowMonths(),
                            clock.coveredMonths(asOf, rule),
                            clock.isComplete(asOf),
                            rolling.copy()));
        }
        return windows;
    }

    /** The window of an as-of month. */
    public Optional<Window> at(int asOf) {
        return Optional.ofNullable(byAsOf.get(asOf));
    }

    /** The window that this one is compared with, if there is a whole one. */
    public Optional<Window> yearBefore(Window window) {
        return at(window.asOf() - COMPARISON).filter(Window::isWhole);
    }

    /** All of them, oldest first. */
    public List<Window> all() {
        return new ArrayList<>(byAsOf.values());
    }
}
