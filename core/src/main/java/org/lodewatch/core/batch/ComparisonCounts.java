package org.lodewatch.core.batch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Sums by country of origin. */
final class ComparisonCounts {

    /** Part of the value that must have a weight before shares by weight are given. */
    private static final double MINIMUM_WEIGHT_COVERAGE = 0.95;

    private final Map<String, Sum> byCountry = new TreeMap<>();
    private Sum total = Sum.NOTHING;

    void add(Line line) {
        add(line.origin(), Sum.of(line));
    }

    void add(ComparisonCounts other) {
        other.byCountry.forEach(this::add);
    }

    private void add(String country, Sum sum) {
        byCountry.merge(country, sum, Sum::plus);
        total = total.plus(sum);
    }

    /** Every country that has a record. */
    Map<String, Sum> byCountry() {
        return Collections.unmodifiableMap(byCountry);
    }

    Sum of(String country) {
        return byCountry.getOrDefault(country, Sum.NOTHING);
    }

    Sum total() {
        return total;
    }

    /** A country's part of the customs value, 0 to 1; 0 where there is no value. */
    double valueShare(String country) {
        return part(of(country).valueCents(), total().valueCents());
    }

    /** A country's part of the net weight, 0 to 1; it says something only where {@link #weightsTell()}. */
    double weightShare(String country) {
        return part(of(country).weightGrams(), total().weightGrams());
    }

    /** Part of the value, 0 to 1, whose records have a net weight. */
    double weightCoverage() {
        return part(total().weighedValueCents(), total().valueCents());
    }

    boolean weightsTell() {
        return weightCoverage() >= MINIMUM_WEIGHT_COVERAGE;
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
