package org.lodewatch.core.ledger;

import java.util.Optional;
import org.lodewatch.core.book.BookKey.Owner;

/**
 * What a ledger holds of one record id: its newest revision.
 *
 * @param owner its dataset and reporter
 * @param book the id of the book of its form; empty if it is withdrawn, or no book counts it
 * @param month the last month of its period, in months since 1970
 * @param yearly whether the period is a year
 * @param country the number of its origin
 * @param withdrawn whether it is withdrawn
 * @param cents customs value
 * @param grams net weight; negative if it has none
 */
public record LedgerRecord(
        Owner owner,
        Optional<String> book,
        int month,
        boolean yearly,
        int country,
        boolean withdrawn,
        long cents,
        long grams) {}
