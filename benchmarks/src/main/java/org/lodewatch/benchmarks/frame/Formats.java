package org.lodewatch.benchmarks.frame;

import java.util.Locale;

/** Figures as they stand in the tables; {@value #NONE} where there is none. */
public final class Formats {

    public static final String NONE = "-";

    private static final double MEGA = 1 << 20;

    private Formats() {}

    /** {@code 1,234,567}. */
    public static String whole(double number) {
        return isNone(number) ? NONE : String.format(Locale.ROOT, "%,.0f", number);
    }

    /** {@code 1.2}. */
    public static String tenths(double number) {
        return isNone(number) ? NONE : String.format(Locale.ROOT, "%,.1f", number);
    }

    /** {@code 0.55}, three digits at least of what is small. */
    public static String ratio(double number) {
        return isNone(number)
                ? NONE
                : String.format(Locale.ROOT, number < 0.1 ? "%.4f" : number < 10 ? "%.2f" : "%,.0f", number);
    }

    /** In MiB, {@code 1,234}. */
    public static String mebibytes(long bytes) {
        return bytes <= 0 ? NONE : whole(bytes / MEGA);
    }

    private static boolean isNone(double number) {
        return Double.isNaN(number) || Double.isInfinite(number);
    }
}
