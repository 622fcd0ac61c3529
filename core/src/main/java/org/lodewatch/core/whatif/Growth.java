package org.lodewatch.core.whatif;

import java.util.OptionalDouble;

/**
 * By how much some suppliers would have to grow to fill a gap alone.
 *
 * @param supplier {@code others} for all that are left, or the id of a bloc
 * @param valueCents what they supply
 * @param times how many times as much they would have to supply: (value + gap) / value; empty if they supply nothing
 */
public record Growth(String supplier, long valueCents, OptionalDouble times) {

    /** All suppliers that are left, unlisted origins included. */
    public static final String OTHERS = "others";

    static Growth of(String supplier, long valueCents, long gapCents) {
        return new Growth(
                supplier,
                valueCents,
                valueCents > 0
                        ? OptionalDouble.of(((double) valueCents + gapCents) / valueCents)
                        : OptionalDouble.empty());
    }
}
