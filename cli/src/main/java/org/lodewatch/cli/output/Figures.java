package org.lodewatch.cli.output;

import java.math.BigDecimal;
import java.util.Locale;

/** Formats figures. */
public final class Figures {

    private static final String[] MAGNITUDES = {"", " k", " M", " B", " T"};

    private Figures() {}

    /** {@code 68.3 %} for 0.683. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** {@code $170.1 M} for 17,010,000,000 cents of USD, {@code EUR 170.1 M} for those of EUR. */
    public static String money(long cents, String currency) {
        double value = cents / 100.0;
        int magnitude = 0;
        while (Math.abs(value) >= 999.95 && magnitude < MAGNITUDES.length - 1) {
            value /= 1000;
            magnitude++;
        }
        return (currency.equals("USD") ? "$" : currency + " ")
                + String.format(Locale.ROOT, magnitude == 0 ? "%.0f%s" : "%.1f%s", value, MAGNITUDES[magnitude]);
    }

    /** {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 record}, {@code 12,345 records}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Whole numbers without a fraction, others as they are: 65, 12.5. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
