package org.lodewatch.core.book;

import java.util.OptionalDouble;
import org.lodewatch.schemas.values.CountryCode;

/**
 * The part of a window's totals that other countries supply: all of it but returned goods, whose origin is the reporter
 * itself. Every measure of suppliers is a part of the supply. Unknown origins are in it, but are no supplier.
 *
 * @param reporter the number of the importing country
 */
public record Supply(Totals totals, int reporter) {

    /** The part of the value that must have a weight before shares by weight are computed. */
    private static final double MINIMUM_WEIGHT_COVERAGE = 0.95;

    /** The supply of a book. */
    public static Supply of(BookKey book, Totals totals) {
        return new Supply(totals, CountryCode.of(book.reporter()));
    }

    /** The sum of one field of {@link Totals} over all other countries. */
    public long sum(int field) {
        return totals.sum(field) - returned(field);
    }

    /** One field of returned goods. */
    public long returned(int field) {
        return totals.of(reporter, field);
    }

    /** Whether the country of a column is a supplier: a known country other than the reporter. */
    public boolean isSupplier(int column) {
        int country = totals.countries().country(column);
        return country != CountryCode.UNKNOWN && country != reporter;
    }

    /** The part of the supplied value, 0 to 1, that one column has; 0 where there is no value. */
    public double valueShare(int column) {
        return part(totals.get(column, Totals.VALUE), sum(Totals.VALUE));
    }

    /** The largest {@link #valueShare} of a supplier; 0 without one. */
    public double largestValueShare() {
        long largest = 0;
        for (int column = 0; column < totals.countries().size(); column++) {
            if (isSupplier(column)) {
                largest = Math.max(largest, totals.get(column, Totals.VALUE));
            }
        }
        return part(largest, sum(Totals.VALUE));
    }

    /** The part of the supplied net weight, 0 to 1, that one column has; empty while too little of the value has a weight. */
    public OptionalDouble weightShare(int column) {
        return coversWeights()
                ? OptionalDouble.of(part(totals.get(column, Totals.WEIGHT), sum(Totals.WEIGHT)))
                : OptionalDouble.empty();
    }

    /** Whether enough of the supplied value has a weight for shares by weight. */
    public boolean coversWeights() {
        return covers(part(sum(Totals.WEIGHED_VALUE), sum(Totals.VALUE)));
    }

    /**
     * The largest difference between a supplier's shares by value and by weight, in points of 100; empty without shares by
     * weight. A large one means that the two measures answer the question differently.
     */
    public OptionalDouble valueWeightGap() {
        if (sum(Totals.WEIGHT) == 0 || !coversWeights()) {
            return OptionalDouble.empty();
        }
        double gap = 0;
        for (int column = 0; column < totals.countries().size(); column++) {
            if (isSupplier(column)) {
                double byWeight = part(totals.get(column, Totals.WEIGHT), sum(Totals.WEIGHT));
                gap = Math.max(gap, Math.abs(100 * (valueShare(column) - byWeight)));
            }
        }
        return OptionalDouble.of(gap);
    }

    /** Whether a part of the value that has a weight, 0 to 1, is enough for shares by weight. */
    static boolean covers(double weighedPart) {
        return weighedPart >= MINIMUM_WEIGHT_COVERAGE;
    }

    static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
