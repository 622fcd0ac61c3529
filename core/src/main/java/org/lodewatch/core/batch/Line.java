package org.lodewatch.core.batch;

import java.util.List;
import org.lodewatch.core.batch.ReportingCalendar.Span;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;

/**
 * The highest revision of one record id.
 *
 * @param owner its dataset and reporter
 * @param books the books that count it, of its form and of its mineral; none if it is withdrawn or its code has no form
 * @param period the period, if it is not withdrawn, in which it is published
 * @param commodityCode as a number with a digit before it, which takes less memory than a text
 * @param netWeightGrams {@link #NO_WEIGHT} if it has none
 */
record Line(
        long revision,
        Owner owner,
        List<BookKey> books,
        Span period,
        boolean withdrawn,
        String origin,
        long commodityCode,
        long customsValueCents,
        long netWeightGrams) {

    /** The weight of a record that has none. */
    static final long NO_WEIGHT = -1;

    int month() {
        return period.lastMonth();
    }

    boolean isWeighed() {
        return netWeightGrams != NO_WEIGHT;
    }

    /** Whether a record of the same id and revision has other content. Two withdrawals have the same. */
    boolean contradicts(Line other) {
        return revision == other.revision && !(withdrawn && other.withdrawn) && !equals(other);
    }
}
