package org.lodewatch.producer.feed;

import java.util.Optional;
import org.lodewatch.schemas.OperatorException;

/** A source of customs import records: a file, a folder, a statistical office's interface. */
public interface Feed {

    /**
     * The feed's stable name. Its checkpoint is kept under it, and no two instances of one id run at the same time.
     *
     * @return one line, such as {@code census} or {@code csv:/data/imports.csv}
     */
    String id();

    /**
     * Starts to read.
     *
     * @param cursor the cursor of the last item that was published, perhaps by an earlier process; empty to begin at
     *     the beginning. A feed that cannot go on from it begins at the beginning as well, and says so by
     *     {@link FeedReader#resumed()}: publishing a row again changes nothing, leaving one out would.
     * @throws OperatorException if the source cannot be read at all
     */
    FeedReader open(Optional<String> cursor);
}
