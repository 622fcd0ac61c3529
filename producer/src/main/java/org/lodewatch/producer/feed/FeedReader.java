package org.lodewatch.producer.feed;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lodewatch.schemas.OperatorException;

/** One pass over a feed's items. Used by one thread at a time, except for {@link #bytesRead()}. */
public interface FeedReader extends AutoCloseable {

    /** Whether it resumes at the cursor that {@link Feed#open} was given; false if it starts at the beginning. */
    boolean resumed();

    /**
     * The next item; may block until there is one. A row that cannot be used is an item, not an exception: the rows
     * after it are still read.
     *
     * @return empty at the end of the input
     * @throws IOException if the source fails
     * @throws OperatorException if the source fails, and an operator can solve it; the message explains how
     */
    Optional<FeedItem> next() throws IOException;

    /** Bytes read from the source so far; thread-safe. */
    default long bytesRead() {
        return 0;
    }

    /** Bytes of the whole source, in the unit of {@link #bytesRead()}; empty if unknown. */
    default OptionalLong bytesTotal() {
        return OptionalLong.empty();
    }

    /** What this pass has left out so far, because it is no record; used by the thread that calls {@link #next()}. */
    default List<LeftOut> leftOut() {
        return List.of();
    }

    /** The rows that were added up; final when {@link #next()} has returned its first item. */
    default SummedRows summedRows() {
        return SummedRows.NONE;
    }

    @Override
    void close() throws IOException;
}
