package org.lodewatch.core.whatif;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the value that a supplier supplies has changed, and what part of a gap the same change would fill: linear growth, by the
 * same amount each year. It is no forecast. Prices, capacities and other buyers are not in it.
 *
 * @param months between the two windows that are compared: 12 or 36
 * @param growthCents change of the value in a year: (value now - value then) x 12 / months; empty if it is not known
 * @param absence why it is not known; empty if it is
 * @param gapCents what is to be filled, more than 0
 */
public record Trend(int months, OptionalLong growthCents, Optional<String> absence, long gapCents) {

    private static final int YEAR = 12;

    static Trend of(int months, long nowCents, long thenCents, long gapCents) {
        long growth = Math.round((nowCents - thenCents) * (double) YEAR / months);
        return new Trend(months, OptionalLong.of(growth), Optional.empty(), gapCents);
    }

    static Trend unknown(int months, String absence, long gapCents) {
        return new Trend(months, OptionalLong.empty(), Optional.of(absence), gapCents);
    }

    /** The part of the gap, 0 to 1, that it fills after some months; 0 where the value falls, empty if the trend is not known. */
    public OptionalDouble filledAfter(int someMonths) {
        return growthCents.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.max(0, Math.min(1, (double) growthCents.getAsLong() * someMonths / YEAR / gapCents)));
    }

    /** The months after which it has filled all of the gap; empty if it never does, or if the trend is not known. */
    public OptionalInt monthsToFill() {
        if (growthCents.orElse(0) <= 0) {
            return OptionalInt.empty();
        }
        double months = Math.ceil((double) gapCents * YEAR / growthCents.getAsLong());
        return months > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) months);
    }
}
