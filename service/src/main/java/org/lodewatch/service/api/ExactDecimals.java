package org.lodewatch.service.api;

import java.math.BigDecimal;

/** Money and weights as exact decimals for machines. */
public final class ExactDecimals {

    private ExactDecimals() {}

    /** Dollars with their two digits of cents. */
    public static BigDecimal dollars(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** Kilograms with their three digits of grams. */
    public static BigDecimal kilograms(long grams) {
        return BigDecimal.valueOf(grams, 3);
    }
}
