package org.lodewatch.service.lag;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The lag of a consumer.
 *
 * <p>The age is that of the oldest record that it has not consumed, from the record's own timestamp. It is not interpolated
 * from offsets over time: that would need a history of the log, which a restart loses and a quiet topic never has.
 *
 * @param records that a read_committed consumer has yet to read; empty if unknown, never 0 for unknown
 * @param exact whether all records were counted in the log; otherwise a part of them is estimated
 * @param age zero without records; empty if unknown
 */
public record Lag(OptionalLong records, boolean exact, Optional<Duration> age) {

    /** Everything has been consumed. */
    public static final Lag NONE = new Lag(OptionalLong.of(0), true, Optional.of(Duration.ZERO));

    /** Nothing is known. */
    public static final Lag UNKNOWN = new Lag(OptionalLong.empty(), false, Optional.empty());

    public Lag {
        if (records.isPresent() && records.getAsLong() < 0) {
            throw new IllegalArgumentException(records.getAsLong() + " records behind");
        }
    }

    /** Whether everything has been consumed, by an exact count. */
    public boolean isNone() {
        return exact && records.isPresent() && records.getAsLong() == 0;
    }

    /**
     * The lag of a share group, as the broker counts it: it also counts markers of transactions and, until they are passed
     * over, records of aborted ones, so it is an estimate unless it is zero. The age is unknown, because the oldest record
     * that waits may have been acknowledged already.
     */
    static Lag counted(Optional<Long> records) {
        if (records.isEmpty()) {
            return UNKNOWN;
        }
        return records.get() <= 0 ? NONE : new Lag(OptionalLong.of(records.get()), false, Optional.empty());
    }

    /** The sum of the records and the greatest age; unknown if a part is unknown. NONE without parts. */
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
