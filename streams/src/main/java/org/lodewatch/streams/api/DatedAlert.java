package org.lodewatch.streams.api;

import java.time.Instant;
import java.util.Optional;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.topics.Message;

/** A transition, and when it was published. */
public record DatedAlert(Instant publishedAt, DependenceAlert alert) {

    /** Empty for a tombstone. */
    public static Optional<DatedAlert> of(Message<String, DependenceAlert> message) {
        return message.value().map(alert -> new DatedAlert(message.publishedAt(), alert));
    }
}
