package org.lodewatch.producer.poll;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * A source of official statistics that publishes the imports of one reporter by period, and revises them. A failure that
 * may pass is an {@link IOException}, after the source's own retries; one that needs an operator is an
 * {@link OperatorException}.
 */
public interface StatisticsSource {

    /** The feed's id, such as {@code census:us-census}. */
    String id();

    String dataset();

    /** What its figures measure. */
    default DatasetDeclaration declaration() {
        return DatasetDeclaration.NONE;
    }

    /** ISO 3166-1 alpha-2. */
    String reporter();

    /** Requests the newest release of every published period, as far back as the source is configured to read. */
    SortedMap<String, Release> releases() throws IOException, InterruptedException;

    /**
     * The periods to read.
     *
     * @param published the result of {@link #releases()}
     * @param read the release of each period when it was last read in full
     * @return periods, in groups that are read together, in the order of reading; empty if nothing is new
     */
    List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read);

    /** Reads the periods of a group. */
    Figures read(List<String> periods) throws IOException, InterruptedException;

    /**
     * When to request the releases again.
     *
     * @param newest the newest period read so far
     */
    Instant nextPoll(Instant now, Optional<String> newest);

    /** One pass over the figures of a group of periods. */
    interface Figures extends AutoCloseable {

        /**
         * The next part; empty at the end. By then every record set of each period must have been returned, also the
         * empty ones, or a fault in its place: published lines are withdrawn only by a newer edition of their record set.
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
         * Figures that must not be published. Their periods are read again at the next poll.
         *
         * @param reason the kind of fault
         * @param message one line: what was found, and what was expected
         */
        record Fault(List<String> periods, RejectionReason reason, String message, SourceLine source) implements Part {}
    }
}
