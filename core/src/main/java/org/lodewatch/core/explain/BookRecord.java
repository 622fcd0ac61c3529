package org.lodewatch.core.explain;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A record that a book counts.
 *
 * @param form the id of the book of its form
 * @param month the last month of its period, in months since 1970
 * @param yearly whether the period is a year
 * @param code its commodity code
 * @param country the number of its origin
 * @param cents customs value
 * @param grams net weight; negative if it has none
 * @param revision the number of its revision
 * @param publishedAt when that revision was published
 * @param formerCents the last other value that the book counted before; empty if there was none
 */
public record BookRecord(
        String form,
        int month,
        boolean yearly,
        String code,
        int country,
        long cents,
        long grams,
        long revision,
        Instant publishedAt,
        OptionalLong formerCents) {

    /** Whether it is in the window of some months that ends with a month. */
    boolean isIn(int asOf, int windowMonths) {
        return month <= asOf && month > asOf - windowMonths;
    }
}
