package org.lodewatch.producer.feed;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.lodewatch.schemas.OperatorException;

/** One pass over a feed's rows. Used by one thread at a time, save for {@link #bytesRead()}. */
public interface FeedReader extends AutoCloseable {

    /** Whether it goes on from the cursor it was given; false if it begins at the beginning. */
    boolean resumed();

    /**
     * The next row, usable or not; it may wait for one. A row that cannot be used is an item, not an exception: the
     * rest is still read.
     *
     * @return empty at the end of the input
     * @throws IOException if the source fails
     * @throws OperatorException if the source fails, with a message that says what to do
     */
    Optional<FeedItem> next() throws IOException;

    /** Bytes taken from the source so far; any thread may ask. */
    default long bytesRead() {
        return 0;
    }

    /** Bytes of the source as a whole, in the unit of {@link #bytesRead()}, where known. */
    default OptionalLong bytesTotal() {
        return OptionalLong.empty();
    }

    @Override
    void close() throws IOException;
}
