package org.lodewatch.producer.poll;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * A statistical office, asked for one reporter's imports. Trouble that may pass is an {@link IOException}, once the
 * office's own retries are used up; what needs a person is an {@link OperatorException}.
 */
public interface StatisticsSource {

    /** The feed's id, such as {@code census:us-census}. */
    String id();

    String dataset();

    /** ISO 3166-1 alpha-2. */
    String reporter();

    /** Every period that it has published, of those that are wanted, asked now. */
    SortedMap<String, Release> releases() throws IOException, InterruptedException;

    /**
     * What to read of it.
     *
     * @param published what {@link #releases()} has just said
     * @param read what it said of the periods when they were last read in full
     * @return periods, in groups that are read together, in the order of reading; empty if nothing is new
     */
    List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read);

    /** Reads the periods of a group. */
    Figures read(List<String> periods) throws IOException, InterruptedException;

    /**
     * When to ask for releases again.
     *
     * @param newest the newest period read so far
     */
    Instant nextPoll(Instant now, Optional<String> newest);

    /** One pass over the figures of a group of periods. */
    interface Figures extends AutoCloseable {

        /**
         * The next part; empty at the end. Every record set of each period must have come by then, the empty ones too,
         * or a fault in its place: what was published under a record set before is withdrawn only when it comes without
         * it.
         */
        Optional<Part> next() throws IOException, InterruptedException;

        @Override
        default void close() throws IOException {}
    }

    /** A part of a group's figures. */
    sealed interface Part {

        /** All lines of a record set, at most one of each commodity code and origin. */
        record Lines(RecordSet set, List<Line> lines) implements Part {}

        /**
         * Figures that must not be believed: nothing of them is published, and the periods are read again at the next
         * poll.
         *
         * @param reason the kind of fault
         * @param message one line: what was found, and what was expected
         */
        record Fault(List<String> periods, RejectionReason reason, String message, SourceLine source) implements Part {}
    }
}
