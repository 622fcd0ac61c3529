package org.lodewatch.core.book;

/**
 * What a book adds up to over the trailing months that end with an as-of month.
 *
 * @param asOf the last month
 * @param months the window's length
 * @param coveredMonths how many of them lie within the dataset
 * @param complete whether the feed has said that the as-of month is all there
 * @param totals per country; not to be changed, nor kept, since the book adds to it
 */
public record Window(int asOf, int months, int coveredMonths, boolean complete, Totals totals) {

    /** Whether the dataset covers the whole window; only then is the window judged, or compared with. */
    public boolean isWhole() {
        return coveredMonths == months;
    }
}
