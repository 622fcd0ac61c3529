package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Every window of one book, as the clock stands, until the book changes. */
public final class Windows {

    /** How far back the window lies that a window is compared with, in months. */
    public static final int COMPARISON = 12;

    private final NavigableMap<Integer, Window> byAsOf = new TreeMap<>();

    private Windows() {}

    /**
     * As the clock stands.
     *
     * @param totals what the window of an as-of month adds up to
     */
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

    /** The window that this one is compared with, if there is a whole one. */
    public Optional<Window> yearBefore(Window window) {
        return at(window.asOf() - COMPARISON).filter(Window::isWhole);
    }

    /** All of them, oldest first. */
    public List<Window> all() {
        return new ArrayList<>(byAsOf.values());
    }
}
