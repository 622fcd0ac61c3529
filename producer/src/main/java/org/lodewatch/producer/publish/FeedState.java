package org.lodewatch.producer.publish;

import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.messages.FeedCheckpoint;

/** The committed state of a feed. */
interface FeedState {

    Optional<FeedCheckpoint> lastCheckpoint();

    /**
     * The newest editions of record sets, encoded, because few of them are decoded and encoded they are small.
     *
     * @param prefix what their keys begin with
     * @return by key
     */
    Map<String, byte[]> recordSets(String prefix);
}
