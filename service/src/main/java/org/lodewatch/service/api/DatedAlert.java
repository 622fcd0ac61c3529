package org.lodewatch.service.api;

import java.time.Instant;
import java.util.Optional;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.messages.DependenceAlert;

/** A transition and its time of publication. */
public record DatedAlert(Instant publishedAt, DependenceAlert alert) {

    /** Empty for a tombstone. */
    public static Optional<DatedAlert> of(Message<String, DependenceAlert> message) {
        return message.value().map(alert -> new DatedAlert(message.publishedAt(), alert));
    }
}
