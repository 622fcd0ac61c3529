package org.lodewatch.benchmarks.guard;

import java.util.Locale;

/**
 * A ratio, and how far it may go.
 *
 * @param what it is, in words
 * @param bound that it must reach, or must not pass
 * @param floor whether it must reach it
 */
record Bound(String what, double value, double bound, boolean floor) {

    static Bound atLeast(String what, double value, double bound) {
        return new Bound(what, value, bound, true);
    }

    static Bound atMost(String what, double value, double bound) {
        return new Bound(what, value, bound, false);
    }

    /** A figure that is none is not within any bound. */
    boolean isKept() {
        return floor ? value >= bound : value <= bound;
    }

    /** What was found, and what it must be. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s  %s: %.3g, %s %.3g",
                isKept() ? "ok  " : "FAIL",
                what,
                value,
                floor ? "must be at least" : "must be at most",
                bound);
    }
}
