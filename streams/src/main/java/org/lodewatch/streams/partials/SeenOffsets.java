package org.lodewatch.streams.partials;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.schemas.messages.PartialsSeen;

/**
 * The last message that was read of each input partition. Messages that are read again are skipped, so that reading the topic
 * again, from any offset, never restores an old figure.
 *
 * <p>The messages of a flush about a dataset and reporter follow each other. They are open while the last message that was
 * read of the input partition is one of them and not the last of them: whatever is read next of the partition closes them.
 */
final class SeenOffsets {

    private final PartialsStore store;
    private final Map<Integer, PartialsSeen> last = new HashMap<>();
    private final Set<Integer> unstored = new HashSet<>();

    SeenOffsets(PartialsStore store) {
        this.store = store;
        store.seen().forEach(seen -> last.put(seen.getInputPartition(), seen));
    }

    /** Marks a message as seen after which nothing is open. */
    boolean markSeen(int inputPartition, long generation, long offset) {
        return markSeen(inputPartition, generation, offset, Optional.empty());
    }

    /**
     * Marks a message as seen. {@link #store} stores it.
     *
     * @param offset the offset of the message in lodewatch-partials
     * @param open the dataset and reporter of the message if another message of its flush about them follows
     * @return whether it is new: its offset is higher than all before, or, where the topic was recreated, its generation is
     */
    boolean markSeen(int inputPartition, long generation, long offset, Optional<Owner> open) {
        if (!isNew(inputPartition, generation, offset)) {
            return false;
        }
        PartialsSeen now = new PartialsSeen(
                inputPartition, generation, offset, open.map(Owner::toString).orElse(null));
        last.put(inputPartition, now);
        unstored.add(inputPartition);
        return true;
    }

    /** Stores what was marked. Once for the messages of a bundle, because each entry is a record in the changelog. */
    void store() {
        unstored.forEach(inputPartition -> store.putSeen(last.get(inputPartition)));
        unstored.clear();
    }

    /** Whether {@link #markSeen} would mark a message. */
    boolean isNew(int inputPartition, long generation, long offset) {
        PartialsSeen before = last.get(inputPartition);
        return before == null || offset > before.getOffset() || generation > before.getGeneration();
    }

    /** Whether only some messages of a flush about a dataset and reporter have been read, in any input partition. */
    boolean isOpen(Owner owner) {
        String text = owner.toString();
        return last.values().stream().anyMatch(seen -> text.equals(seen.getOpenOwner()));
    }
}
