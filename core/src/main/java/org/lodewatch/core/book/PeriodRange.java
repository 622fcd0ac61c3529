package org.lodewatch.core.book;

import java.util.Optional;
import org.lodewatch.schemas.messages.PeriodState;

/**
 * Periods of one length that follow each other and have the same state in one input partition.
 *
 * @param first last month of the first period, in months since 1970-01
 * @param last last month of the last period
 * @param months length of each period, 1 or 12
 * @param hasRecords whether each of them has a record that is not withdrawn
 * @param declared the state that the feed has declared; empty if it has declared none
 */
public record PeriodRange(int first, int last, int months, boolean hasRecords, Optional<PeriodState> declared) {

    /** Whether the next period has the same state and follows this range. */
    boolean continuesWith(PeriodRange next) {
        return next.first == last + months
                && next.months == months
                && next.hasRecords == hasRecords
                && next.declared.equals(declared);
    }

    PeriodRange through(int newLast) {
        return new PeriodRange(first, newLast, months, hasRecords, declared);
    }
}
