package org.lodewatch.core.book;

/**
 * The length of windows, and how far back figures are kept.
 *
 * @param windowMonths trailing months of a window, ending with its as-of month; 12 by default
 * @param horizonMonths months, counted back from the newest one of a dataset and reporter, whose figures are kept; 72 by
 *     default: 12 of window, 12 of comparison, 48 that can be restated
 */
public record WindowRule(int windowMonths, int horizonMonths) {

    /** Twelve months, kept for six years. */
    public static final WindowRule DEFAULT = new WindowRule(12, 72);

    public WindowRule {
        if (windowMonths < 1 || horizonMonths < windowMonths) {
            throw new IllegalArgumentException(
                    "a window has at least one month and lies within the horizon, but it has " + windowMonths
                            + " and the horizon " + horizonMonths);
        }
    }

    /** Whether yearly records fit these windows: only if a window is whole years. */
    public boolean takesYears() {
        return windowMonths % 12 == 0;
    }

    /** The oldest month that lies within the horizon if {@code newestMonth} is the newest. */
    public int horizonStart(int newestMonth) {
        return newestMonth - horizonMonths + 1;
    }
}
