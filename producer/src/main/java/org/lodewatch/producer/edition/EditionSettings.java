package org.lodewatch.producer.edition;

import java.time.Instant;
import java.util.OptionalLong;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.rules.ImportRules;

/**
 * Whether a file is read to its end before any of it is published, and what for.
 *
 * @param sumRows to add up the rows of one record id
 * @param edition to publish the file as an edition of what it covers
 */
public record EditionSettings(boolean sumRows, boolean edition) {

    /** Rows are published as they are read. */
    public static final EditionSettings NONE = new EditionSettings(false, false);

    /**
     * The feed of a file under these settings.
     *
     * @param changed when the file was changed; it is the revision, as yyyyMMddHHmmss in UTC, of rows of an edition without one
     */
    public Feed feed(Feed file, ImportRules rules, Instant changed) {
        long vintage = Release.vintage(changed);
        Feed summed =
                sumRows ? new SummedFeed(file, rules, edition ? OptionalLong.of(vintage) : OptionalLong.empty()) : file;
        return edition ? new EditionFeed(summed, rules, vintage) : summed;
    }
}
