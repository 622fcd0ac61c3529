package org.lodewatch.cli.lag;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.service.lag.Lag;

/** Lag as a person reads it. */
final class LagText {

    private static final String UNKNOWN = "unknown";

    private LagText() {}

    /** {@code 1,204}, {@code ~1,204} if estimated, {@code unknown}. */
    static String records(Lag lag) {
        return lag.records().isEmpty()
                ? UNKNOWN
                : (lag.exact() ? "" : "~") + Figures.count(lag.records().getAsLong());
    }

    static String age(Optional<Duration> age) {
        return age.map(LagText::length).orElse(UNKNOWN);
    }

    /** {@code 0 s}, {@code 3.2 s}, {@code 4 min}, {@code 5 h}, {@code 12 days}: rounded down. */
    static String length(Duration length) {
        if (length.isZero() || length.isNegative()) {
            return "0 s";
        }
        if (length.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        return length.toDays() < 2 ? length.toHours() + " h" : Figures.count(length.toDays()) + " days";
    }

    /** {@code 1,204/s}, or {@code -} where nothing can be said. */
    static String rate(OptionalDouble offsetsPerSecond) {
        return offsetsPerSecond.isEmpty() ? "-" : Figures.count(Math.round(offsetsPerSecond.getAsDouble())) + "/s";
    }
}
