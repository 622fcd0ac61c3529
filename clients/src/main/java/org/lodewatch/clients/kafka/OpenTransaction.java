package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The oldest open transaction of a partition. A reader of committed records gets nothing from its first record on.
 *
 * @param offset of its first record
 * @param held how many offsets from there to the end of the partition are held back, markers included; 1 at least
 * @param producerId of its producer; empty if this user may not see it
 * @param since when the producer last wrote to the partition; empty if this user may not see it
 */
public record OpenTransaction(
        String topic, int partition, long offset, long held, OptionalLong producerId, Optional<Instant> since) {

    /** Whether it has been open for longer than this. False if it is unknown since when. */
    public boolean lastedLongerThan(Duration limit, Instant now) {
        return since.filter(at -> at.plus(limit).isBefore(now)).isPresent();
    }

    /** Where it is, what it holds back, and since when, in a line. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "partition %d of %s is held back from offset %d by an open transaction%s%s: up to %,d records are not read",
                partition,
                topic,
                offset,
                producerId.isPresent() ? " of producer id " + producerId.getAsLong() : "",
                since.map(at -> " since " + at).orElse(""),
                held);
    }
}
