package org.lodewatch.core.batch;

import static java.lang.Math.addExact;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Sums by country of origin. */
final class CountrySums {

    /** The part of the value that must have a weight before shares by weight are computed. */
    private static final double MINIMUM_WEIGHT_COVERAGE = 0.95;

    private final Map<String, Sum> byCountry = new TreeMap<>();
    private Sum total = Sum.ZERO;

    /**
     * The sum of some customs import records; an overflow throws an {@link ArithmeticException}.
     *
     * @param valueCents customs value, US cents
     * @param weightGrams net weight of the records that have one
     * @param weighedRecords records that have a net weight
     * @param weighedValueCents customs value of the records that have a net weight
     */
    record Sum(long records, long valueCents, long weightGrams, long weighedRecords, long weighedValueCents) {

        static final Sum ZERO = new Sum(0, 0, 0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(
                    addExact(records, other.records),
                    addExact(valueCents, other.valueCents),
                    addExact(weightGrams, other.weightGrams),
                    addExact(weighedRecords, other.weighedRecords),
                    addExact(weighedValueCents, other.weighedValueCents));
        }
    }

    void add(Line line) {
        long value = line.customsValueCents();
        add(
                line.origin(),
                line.isWeighed() ? new Sum(1, value, line.netWeightGrams(), 1, value) : new Sum(1, value, 0, 0, 0));
    }

    void add(CountrySums other) {
        other.byCountry.forEach(this::add);
    }

    private void add(String country, Sum sum) {
        byCountry.merge(country, sum, Sum::plus);
        total = total.plus(sum);
    }

    /** The same sums without one country. */
    CountrySums without(String country) {
        CountrySums rest = new CountrySums();
        byCountry.forEach((other, sum) -> {
            if (!other.equals(country)) {
                rest.add(other, sum);
            }
        });
        return rest;
    }

    /** Every country that has a record. */
    Map<String, Sum> byCountry() {
        return Collections.unmodifiableMap(byCountry);
    }

    Sum of(String country) {
        return byCountry.getOrDefault(country, Sum.ZERO);
    }

    Sum total() {
        return total;
    }

    /** A country's part of the customs value, 0 to 1; 0 where there is no value. */
    double valueShare(String country) {
        return part(of(country).valueCents(), total.valueCents());
    }

    /** A country's part of the net weight, 0 to 1; meaningful only if {@link #coversWeights()}. */
    double weightShare(String country) {
        return part(of(country).weightGrams(), total.weightGrams());
    }

    /** Part of the value, 0 to 1, whose records have a net weight. */
    double weightCoverage() {
        return part(total.weighedValueCents(), total.valueCents());
    }

    boolean coversWeights() {
        return weightCoverage() >= MINIMUM_WEIGHT_COVERAGE;
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
