package org.lodewatch.core.book;

/**
 * The length of windows, and how far back they are shown.
 *
 * @param windowMonths trailing months of a window, ending with its as-of month; 12 by default
 * @param horizonMonths months, counted back from the newest one of a dataset and reporter, that windows are shown of;
 *     {@link #UNLIMITED} by default
 */
public record WindowRule(int windowMonths, int horizonMonths) {

    /** A horizon that hides nothing. */
    public static final int UNLIMITED = 0;

    /** Twelve months, and all history. */
    public static final WindowRule DEFAULT = new WindowRule(12, UNLIMITED);

    public WindowRule {
        if (windowMonths < 1 || horizonMonths != UNLIMITED && horizonMonths < windowMonths) {
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
        return horizonMonths == UNLIMITED ? Integer.MIN_VALUE : newestMonth - horizonMonths + 1;
    }
}
