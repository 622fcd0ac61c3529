package org.lodewatch.streams.partials;

import java.util.HashMap;
import java.util.Map;
import org.lodewatch.schemas.messages.PartialsSeen;

/**
 * The last message that was read of each input partition. Messages that are read again are skipped, so that reading the topic
 * again, from any offset, never restores an old figure.
 */
final class SeenOffsets {

    private final PartialsStore store;
    private final Map<Integer, PartialsSeen> last = new HashMap<>();

    SeenOffsets(PartialsStore store) {
        this.store = store;
    }

    /**
     * Marks a message as seen.
     *
     * @param offset the offset of the message in lodewatch-partials
     * @return whether it is new: its offset is higher than all before, or, where the topic was recreated, its generation is
     */
    boolean markSeen(int inputPartition, long generation, long offset) {
        PartialsSeen before =
                last.computeIfAbsent(inputPartition, key -> store.seen(key).orElse(null));
        if (before != null && offset <= before.getOffset() && generation <= before.getGeneration()) {
            return false;
        }
        PartialsSeen now = new PartialsSeen(inputPartition, generation, offset);
        last.put(inputPartition, now);
        store.putSeen(now);
        return true;
    }
}
