package org.lodewatch.producer.edition;

import java.time.Instant;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.rules.ImportRules;

/**
 * For what a file is read to its end before any of it is published.
 *
 * @param sumRows adds up the rows of one record id
 * @param edition publishes the file as an edition of what it covers
 */
public record Holding(boolean sumRows, boolean edition) {

    /** For nothing: rows are published as they are read. */
    public static final Holding NONE = new Holding(false, false);

    /**
     * The feed of a file, so held.
     *
     * @param changed when the file was changed; it is the revision, as yyyyMMddHHmmss in UTC, of rows without one
     */
    public Feed of(Feed file, ImportRules rules, Instant changed) {
        Feed summed = sumRows ? new SummedFeed(file, rules) : file;
        return edition ? new EditionFeed(summed, rules, Release.vintage(changed)) : summed;
    }
}
