package org.lodewatch.benchmarks.frame;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What is going on, on stderr, so that stdout holds nothing but results. */
public final class Notes {

    private Notes() {}

    /** One line, with the time of day. */
    public static void line(String format, Object... values) {
        System.err.println(
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + String.format(Locale.ROOT, format, values));
    }
}
