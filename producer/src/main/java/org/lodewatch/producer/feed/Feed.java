package org.lodewatch.producer.feed;

import java.util.Optional;
import org.lodewatch.schemas.OperatorException;

/** A source of customs import records: a file, a folder, the API of a statistical office. */
public interface Feed {

    /**
     * The feed's stable name. Its checkpoint has this name, and only one instance of a name runs at a time.
     *
     * @return one line, such as {@code census} or {@code csv:/data/imports.csv}
     */
    String id();

    /** What the source is known to measure, for datasets of which nothing is published yet. */
    default DatasetDeclaration declaration() {
        return DatasetDeclaration.NONE;
    }

    /**
     * Starts to read.
     *
     * @param cursor the cursor of the last item that was published, perhaps by an earlier process; empty to start at
     *     the beginning. A feed that cannot resume from it starts at the beginning too, and {@link
     *     FeedReader#resumed()} is false. This is safe, because publishing a row again changes nothing
     * @throws OperatorException if the source cannot be read at all
     */
    FeedReader open(Optional<String> cursor);
}
