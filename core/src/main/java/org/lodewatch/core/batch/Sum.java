package org.lodewatch.core.batch;

import static java.lang.Math.addExact;

/**
 * What some customs import records add up to; an overflow throws an {@link ArithmeticException}.
 *
 * @param valueCents customs value, US cents
 * @param weightGrams net weight of the records that have one
 * @param weighedRecords records that have a net weight
 * @param weighedValueCents customs value of the records that have a net weight
 */
record Sum(long records, long valueCents, long weightGrams, long weighedRecords, long weighedValueCents) {

    static final Sum NOTHING = new Sum(0, 0, 0, 0, 0);

    static Sum of(Line line) {
        long value = line.customsValueCents();
        return line.isWeighed() ? new Sum(1, value, line.netWeightGrams(), 1, value) : new Sum(1, value, 0, 0, 0);
    }

    Sum plus(Sum other) {
        return new Sum(
                addExact(records, other.records),
                addExact(valueCents, other.valueCents),
                addExact(weightGrams, other.weightGrams),
                addExact(weighedRecords, other.weighedRecords),
                addExact(weighedValueCents, other.weighedValueCents));
    }
}
