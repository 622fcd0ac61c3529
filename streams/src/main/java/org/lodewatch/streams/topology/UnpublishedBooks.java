package org.lodewatch.streams.topology;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;

/**
 * The books with changes that have not been published in full. A book's entry is deleted in the transaction that publishes the
 * last of its changes, so that a restart continues from here.
 */
final class UnpublishedBooks {

    private final KeyValueStore<String, String> store;
    private final Map<BookKey, Optional<AsOfRange>> stored = new HashMap<>();

    UnpublishedBooks(KeyValueStore<String, String> store) {
        this.store = store;
        stored.putAll(left());
    }

    /**
     * Returns the stored books; after a start, those that the previous run left. An entry has windows where some must be
     * deleted that the clock no longer spans. A reset writes an entry for every published book, with all its windows.
     */
    Map<BookKey, Optional<AsOfRange>> left() {
        Map<BookKey, Optional<AsOfRange>> left = new LinkedHashMap<>();
        try (KeyValueIterator<String, String> entries = store.all()) {
            entries.forEachRemaining(entry -> left.put(
                    BookKey.of(entry.key),
                    entry.value.isEmpty() ? Optional.empty() : Optional.of(AsOfRange.of(entry.value))));
        }
        return left;
    }

    /** Adds a book, with the windows to delete that its clock does not span. */
    void add(BookKey book, Optional<AsOfRange> toDelete) {
        Optional<AsOfRange> before = stored.getOrDefault(book, Optional.empty());
        Optional<AsOfRange> all = before.isPresent() && toDelete.isPresent()
                ? Optional.of(before.get().and(toDelete.get()))
                : before.or(() -> toDelete);
        if (!all.equals(stored.put(book, all))) {
            store.put(book.toString(), all.map(AsOfRange::toString).orElse(""));
        }
    }

    void remove(BookKey book) {
        stored.remove(book);
        store.put(book.toString(), null);
    }
}
