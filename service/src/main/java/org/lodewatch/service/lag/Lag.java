package org.lodewatch.service.lag;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How far a consumer is behind.
 *
 * <p>The age is that of the oldest record it has not consumed, from that record's own timestamp. It is not interpolated
 * between offsets and moments: that needs a history of the log, which a restart loses and a quiet topic never has, and
 * tells of a record that waits since yesterday what the average one would have waited.
 *
 * @param records how many records a read_committed consumer would still be handed; empty if unknown, never 0 for unknown
 * @param exact whether they were counted in the log; otherwise a part of them is estimated from the part that was
 * @param age zero if there are none; empty if unknown
 */
public record Lag(OptionalLong records, boolean exact, Optional<Duration> age) {

    /** All there is has been consumed. */
    public static final Lag NONE = new Lag(OptionalLong.of(0), true, Optional.of(Duration.ZERO));

    /** Nobody can tell. */
    public static final Lag UNKNOWN = new Lag(OptionalLong.empty(), false, Optional.empty());

    public Lag {
        if (records.isPresent() && records.getAsLong() < 0) {
            throw new IllegalArgumentException(records.getAsLong() + " records behind");
        }
    }

    /** Whether all there is has been consumed, for certain. */
    public boolean isNone() {
        return exact && records.isPresent() && records.getAsLong() == 0;
    }

    /** Their records together and the greater age; unknown where a part is unknown. NONE where there are none. */
    public static Lag total(Stream<Lag> parts) {
        return parts.reduce(NONE, Lag::plus);
    }

    private Lag plus(Lag other) {
        return new Lag(
                records.isPresent() && other.records.isPresent()
                        ? OptionalLong.of(records.getAsLong() + other.records.getAsLong())
                        : OptionalLong.empty(),
                exact && other.exact,
                age.flatMap(mine -> other.age.map(its -> mine.compareTo(its) > 0 ? mine : its)));
    }
}
