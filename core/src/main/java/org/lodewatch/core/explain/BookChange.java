package org.lodewatch.core.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.core.book.BookKey;

/**
 * What changed in a book between two moments. The values of the causes add up to the difference of the values before and after,
 * to the cent.
 *
 * @param currency ISO 4217 code of the values
 * @param formOf the mineral whose form the book is of; empty for the book of a mineral
 * @param before all records of the book at the first moment
 * @param after all records of the book at the second moment
 * @param causes what changed, by cause; causes without a record are left out
 * @param months the months of the changed records, by cause
 * @param newest the newest window at both moments; empty if one of them has no value
 */
public record BookChange(
        BookKey book,
        String currency,
        Optional<String> formOf,
        RecordSum before,
        RecordSum after,
        Map<ChangeCause, RecordSum> causes,
        Map<ChangeCause, MonthSpan> months,
        Optional<WindowChange> newest) {

    /**
     * The newest window of a book at two moments.
     *
     * @param asOfBefore its last month at the first moment, in months since 1970
     * @param asOfAfter its last month at the second moment
     * @param centsBefore its customs value at the first moment
     * @param centsAfter its customs value at the second moment
     * @param shares the shares of countries that differ, the largest difference first
     */
    public record WindowChange(
            int asOfBefore, int asOfAfter, long centsBefore, long centsAfter, List<MovedShare> shares) {}

    /**
     * The share of a country in a window, at two moments.
     *
     * @param country alpha-2 code
     * @param before part of the value at the first moment, 0 to 1
     * @param after part of the value at the second moment, 0 to 1
     */
    public record MovedShare(String country, double before, double after) {

        /** The difference in points of 100. */
        public double points() {
            return 100 * after - 100 * before;
        }
    }
}
