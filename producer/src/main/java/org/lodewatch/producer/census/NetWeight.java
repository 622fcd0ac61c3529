package org.lodewatch.producer.census;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A net weight, which may be unknown. Something unknown added to it makes the sum unknown: a part must not pass for the
 * whole.
 *
 * @param kilograms more than 0
 */
record NetWeight(Optional<BigDecimal> kilograms) {

    static final NetWeight UNKNOWN = new NetWeight(Optional.empty());

    private static final int DECIMALS = 3;

    /**
     * A quantity as the Census Bureau publishes it.
     *
     * @param amount 0 or less where it is missing or withheld
     * @param unit such as {@code KG}; blanks around it do not matter
     */
    record Quantity(long amount, String unit) {}

    /**
     * The weight told by one of a line's two quantities. Others count pieces, or the metal within.
     *
     * @return unknown where neither is in a unit of mass, or there is no amount: goods of some value weigh something, so
     *     that 0 is not a weight
     */
    static NetWeight of(Quantity first, Quantity second) {
        return new NetWeight(kilograms(first).or(() -> kilograms(second)));
    }

    NetWeight plus(NetWeight other) {
        return new NetWeight(kilograms.flatMap(mine -> other.kilograms.map(mine::add)));
    }

    /** As a field of a record: kilograms to the gram; empty if unknown, or less than half a gram. */
    String text() {
        return kilograms
                .map(weight -> weight.setScale(DECIMALS, RoundingMode.HALF_UP))
                .filter(weight -> weight.signum() > 0)
                .map(weight -> weight.stripTrailingZeros().toPlainString())
                .orElse("");
    }

    private static Optional<BigDecimal> kilograms(Quantity quantity) {
        return quantity.amount() <= 0
                ? Optional.empty()
                : MassUnit.of(quantity.unit()).map(unit -> unit.kilograms(quantity.amount()));
    }
}
