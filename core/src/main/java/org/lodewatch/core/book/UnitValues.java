package org.lodewatch.core.book;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The unit value of each country in a window: customs value divided by net weight, over the records that have a weight. A unit
 * value that is far off the median of the countries is marked, because its value or weight is probably not what the code says:
 * a container counted as its gas, or a weight in another unit.
 */
public final class UnitValues {

    /** The part of the weight that may be marked before shares by weight are not judged. */
    public static final double MOST_MARKED = 0.05;

    private static final double FACTOR = 4;
    private static final int FEWEST_FOR_A_MEDIAN = 3;

    /** Cents a gram to units of the currency a kilogram. */
    private static final double PER_KILOGRAM = 10;

    private static final double[] NO_WEIGHTS = {};

    private final Totals totals;

    /** By column; NaN without a weight. */
    private final double[] values;

    private final OptionalDouble median;

    private UnitValues(Totals totals, double[] values) {
        this.totals = totals;
        this.values = values;
        this.median = median();
    }

    /** The unit values of the totals of a window. */
    public static UnitValues of(Totals totals) {
        if (totals.sum(Totals.WEIGHT) == 0) {
            return new UnitValues(totals, NO_WEIGHTS);
        }
        double[] values = new double[totals.countries().size()];
        for (int column = 0; column < values.length; column++) {
            long grams = totals.get(column, Totals.WEIGHT);
            values[column] = grams > 0 ? PER_KILOGRAM * totals.get(column, Totals.WEIGHED_VALUE) / grams : Double.NaN;
        }
        return new UnitValues(totals, values);
    }

    /** The unit value of a column, in units of the currency a kilogram; empty without a weight. */
    OptionalDouble value(int column) {
        return column < values.length && !Double.isNaN(values[column])
                ? OptionalDouble.of(values[column])
                : OptionalDouble.empty();
    }

    /** The median over the countries that have a value and a weight; empty with fewer than three. */
    public OptionalDouble medianValue() {
        return median;
    }

    /** Whether the unit value of a column is more than four times the median, or less than a quarter of it. */
    boolean isMarked(int column) {
        return median.isPresent()
                && column < values.length
                && (values[column] > FACTOR * median.getAsDouble() || values[column] * FACTOR < median.getAsDouble());
    }

    /** The part of the weight, 0 to 1, of countries whose unit value is marked. */
    public double markedWeightPart() {
        long grams = 0;
        for (int column = 0; column < values.length; column++) {
            grams += isMarked(column) ? totals.get(column, Totals.WEIGHT) : 0;
        }
        return Supply.part(grams, totals.sum(Totals.WEIGHT));
    }

    private OptionalDouble median() {
        double[] inOrder = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (value > 0) {
                inOrder[count++] = value;
            }
        }
        if (count < FEWEST_FOR_A_MEDIAN) {
            return OptionalDouble.empty();
        }
        Arrays.sort(inOrder, 0, count);
        int middle = count / 2;
        return OptionalDouble.of(count % 2 == 1 ? inOrder[middle] : (inOrder[middle - 1] + inOrder[middle]) / 2);
    }
}
