package org.lodewatch.producer.publish;

import java.util.OptionalLong;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;

/** Receives the progress of a {@link FeedRun}. Called by the thread that runs the feed. */
public interface PublishProgress {

    /** Where a run starts. */
    enum Start {
        /** At the beginning, for the first time or on request. */
        BEGINNING,
        /** After the last row that was published. */
        RESUMED,
        /** At the beginning again: the input has changed, or can only be read from its beginning. */
        OVER
    }

    /**
     * How far a run is.
     *
     * @param published records committed in this run
     * @param rejected rows rejected in this run
     * @param bytesRead bytes read from the source; 0 if unknown
     * @param bytesTotal bytes of the source, where known
     */
    record State(long published, long rejected, long bytesRead, OptionalLong bytesTotal) {}

    /** Ignores all progress. */
    PublishProgress SILENT = new PublishProgress() {};

    /** Called before the first row. */
    default void started(Start start) {}

    /** Called for each rejected row, after the commit. */
    default void rejected(FeedItem.Rejected row) {}

    /** Called for each period that was declared complete, after the commit. */
    default void declared(ReportingPeriod period) {}

    /** Called after each transaction. */
    default void committed(State state) {}

    /**
     * Called when all items that the source has for now are committed: at the end, and after each poll of a feed that
     * follows its source.
     *
     * @param report of the run so far
     */
    default void caughtUp(FeedReport report) {}
}
