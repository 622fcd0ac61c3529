package org.lodewatch.core.explain;

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
 */
record BookRecord(String form, int month, boolean yearly, String code, int country, long cents, long grams) {

    /** Whether it is in the window of some months that ends with a month. */
    boolean isIn(int asOf, int windowMonths) {
        return month <= asOf && month > asOf - windowMonths;
    }
}
