package org.lodewatch.core.book;

/**
 * The sums of a book over the trailing months that end with an as-of month.
 *
 * @param asOf the last month
 * @param months the window's length
 * @param coveredMonths how many of the months lie within the dataset
 * @param complete whether the as-of month is complete
 * @param totals per country; do not modify or keep it, because the book adds to it
 */
public record Window(int asOf, int months, int coveredMonths, boolean complete, Totals totals) {

    /** Whether the dataset covers the whole window. Other windows are not judged, nor compared with. */
    public boolean isWhole() {
        return coveredMonths == months;
    }
}
