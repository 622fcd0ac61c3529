package org.lodewatch.producer.publish;

import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.messages.FeedCheckpoint;

/** What earlier runs of a feed have committed. */
interface FeedState {

    /** How far the feed had come. */
    Optional<FeedCheckpoint> lastCheckpoint();

    /**
     * What was published of record sets, encoded: few of them are looked at, and encoded they are small.
     *
     * @param prefix of the keys that are wanted
     * @return by key
     */
    Map<String, byte[]> recordSets(String prefix);
}
