package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Every window of one book, valid until the book changes. */
public final class Windows {

    /** Months between a window and the one that it is compared with. */
    public static final int COMPARISON = 12;

    private final NavigableMap<Integer, Window> byAsOf = new TreeMap<>();

    private Windows() {}

    /** @param totals the sums of the window of an as-of month */
    static Windows of(Clock clock, WindowRule rule, IntFunction<Totals> totals) {
        Windows windows = new Windows();
        for (int asOf : clock.asOfs(rule)) {
            windows.byAsOf.put(
                    asOf,
                    new Window(
                            asOf,
                            rule.windowMonths(),
                            clock.coveredMonths(asOf, rule),
                            clock.isComplete(asOf),
                            totals.apply(asOf)));
        }
        return windows;
    }

    /** The window of an as-of month. */
    public Optional<Window> at(int asOf) {
        return Optional.ofNullable(byAsOf.get(asOf));
    }

    /** The whole window twelve months earlier, with which this one is compared. */
    public Optional<Window> yearBefore(Window window) {
        return at(window.asOf() - COMPARISON).filter(Window::isWhole);
    }

    /** All of them, oldest first. */
    public List<Window> all() {
        return new ArrayList<>(byAsOf.values());
    }
}
