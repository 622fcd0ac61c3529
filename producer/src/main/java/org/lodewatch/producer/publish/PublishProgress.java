package org.lodewatch.producer.publish;

import java.util.OptionalLong;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;

/** Hears how a feed gets on. Called by the thread that runs the feed. */
public interface PublishProgress {

    /** Where a run begins. */
    enum Start {
        /** At the beginning, for the first time or on request. */
        BEGINNING,
        /** After the last row that was published. */
        RESUMED,
        /** At the beginning again: the input has changed since, or can only be read from its beginning. */
        OVER
    }

    /**
     * How far a run has come.
     *
     * @param published records committed in this run
     * @param rejected rows rejected in this run
     * @param bytesRead bytes taken from the source; 0 where the feed does not know
     * @param bytesTotal bytes of the source, where known
     */
    record State(long published, long rejected, long bytesRead, OptionalLong bytesTotal) {}

    /** Hears nothing. */
    PublishProgress SILENT = new PublishProgress() {};

    /** Before the first row. */
    default void started(Start start) {}

    /**
     * Before the first row, if it goes on.
     *
     * @param published records that earlier runs published of the same input
     * @param rejected rows of it that they rejected
     */
    default void goingOn(long published, long rejected) {}

    /** A row was rejected, and this is committed. */
    default void rejected(FeedItem.Rejected row) {}

    /** A period was declared complete, and this is committed. */
    default void declared(ReportingPeriod period) {}

    /** After each transaction. */
    default void committed(State state) {}

    /**
     * When all that the source has for now has been committed: at the end, and after each poll of a feed that follows
     * its source.
     *
     * @param sofar what the run has come to
     */
    default void caughtUp(FeedReport sofar) {}
}
