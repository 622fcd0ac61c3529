package org.lodewatch.core.batch;

import java.util.Optional;
import org.lodewatch.core.book.BookKey;

/**
 * The highest revision of one record id.
 *
 * @param book the book that counts it; empty if it is withdrawn or has no headline code
 * @param month the last month of its period
 * @param netWeightGrams {@link #NO_WEIGHT} if it has none
 */
record Line(
        long revision, Optional<BookKey> book, int month, String origin, long customsValueCents, long netWeightGrams) {

    /** The weight of a record that has none. */
    static final long NO_WEIGHT = -1;

    boolean isWeighed() {
        return netWeightGrams != NO_WEIGHT;
    }
}
