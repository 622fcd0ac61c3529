package org.lodewatch.producer.census;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A net weight, which may be unknown. A sum with an unknown part is unknown: the weight of a part must not be published
 * as that of the whole.
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
     * Units of mass. Other units count pieces, volumes, or the metal within (CKG, CGM), which is not the weight of the
     * goods.
     */
    private enum MassUnit {
        G("0.001", "G", "GM"),
        KG("1", "KG"),
        T("1000", "T", "MT"),
        CARAT("0.0002", "CAR");

        private final BigDecimal kilograms;
        private final List<String> names;

        MassUnit(String kilograms, String... names) {
            this.kilograms = new BigDecimal(kilograms);
            this.names = List.of(names);
        }
    }

    /**
     * The weight from the first of a line's two quantities that is in a unit of mass.
     *
     * @return unknown where neither is, or there is no amount: goods of some value weigh something, so that 0 is not a
     *     weight
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
        return Arrays.stream(MassUnit.values())
                .filter(unit -> unit.names.contains(quantity.unit().strip()))
                .filter(unit -> quantity.amount() > 0)
                .map(unit -> unit.kilograms.multiply(BigDecimal.valueOf(quantity.amount())))
                .findFirst();
    }
}
