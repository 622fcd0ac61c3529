package org.lodewatch.streams.partials;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;

/** The input partition that sent a message, and the generation in which it did. */
record Sender(int inputPartition, long generation) {

    /** The sender of a message of lodewatch-partials; empty for anything else. */
    static Optional<Sender> of(SpecificRecord message) {
        if (message instanceof BookPartial book) {
            return Optional.of(new Sender(book.getInputPartition(), book.getGeneration()));
        }
        if (message instanceof ClockPartial clock) {
            return Optional.of(new Sender(clock.getInputPartition(), clock.getGeneration()));
        }
        if (message instanceof PartialsBegin begin) {
            return Optional.of(new Sender(begin.getInputPartition(), begin.getGeneration()));
        }
        return message instanceof PartialsEnd end
                ? Optional.of(new Sender(end.getInputPartition(), end.getGeneration()))
                : Optional.empty();
    }
}
