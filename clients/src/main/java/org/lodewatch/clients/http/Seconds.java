package org.lodewatch.clients.http;

import java.time.Duration;
import java.util.Locale;

/** Formats durations for messages. */
public final class Seconds {

    private Seconds() {}

    /** {@code 0.25 s} or {@code 90 s}. */
    public static String of(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(
                        Locale.ROOT, duration.toSeconds() < 10 ? "%.2f s" : "%.0f s", duration.toMillis() / 1e3);
    }
}
