package org.lodewatch.core.book;

/**
 * The sums of a book over the trailing months that end with an as-of month.
 *
 * @param asOf the last month
 * @param months the window's length
 * @param state its coverage and completeness
 * @param stale whether the book has no record in the newest two periods of its dataset and reporter, and the window ends
 *     with the book's newest record or later
 * @param closed whether the alerts of the book are closed by then: it is stale, and the window ends two periods after the book's
 *     newest record or later
 * @param totals per country; do not modify or keep it, because the book adds to it
 */
public record Window(int asOf, int months, WindowState state, boolean stale, boolean closed, Totals totals) {

    /** How many of the months lie in published periods. */
    public int coveredMonths() {
        return state.coveredMonths();
    }

    /** Whether the last period is complete. */
    public boolean complete() {
        return state.complete();
    }

    /** Whether rows of a period in the window are missing, or that is not known. */
    public boolean partial() {
        return state.partial();
    }

    /** Whether every month lies in a published period. Other windows are not judged, nor compared with. */
    public boolean isWhole() {
        return state.coveredMonths() == months;
    }

    /**
     * Whether policies judge it: it is whole, and no rows are missing unless an operator has accepted that.
     *
     * @param provisional whether windows whose last period is not complete are judged too
     */
    public boolean isJudged(boolean provisional) {
        return isWhole() && !state.withheld() && (provisional || state.complete());
    }
}
