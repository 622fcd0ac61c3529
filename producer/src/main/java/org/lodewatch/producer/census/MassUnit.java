package org.lodewatch.producer.census;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * Units of quantity in which a net weight can be told. Others count pieces, volumes, or the metal within (CKG, CGM):
 * what they count is not the weight of the goods.
 */
enum MassUnit {
    G("0.001", "G", "GM"),
    KG("1", "KG"),
    T("1000", "T", "MT"),
    CARAT("0.0002", "CAR");

    private final BigDecimal kilograms;
    private final String[] names;

    MassUnit(String kilograms, String... names) {
        this.kilograms = new BigDecimal(kilograms);
        this.names = names;
    }

    /**
     * The unit of this name.
     *
     * @param name as the Census Bureau writes it, such as {@code KG}; blanks around it do not matter
     */
    static Optional<MassUnit> of(String name) {
        String wanted = name.strip();
        return Arrays.stream(values())
                .filter(unit -> Arrays.asList(unit.names).contains(wanted))
                .findFirst();
    }

    /** So much of it, in kilograms. */
    BigDecimal kilograms(long quantity) {
        return kilograms.multiply(BigDecimal.valueOf(quantity));
    }
}
