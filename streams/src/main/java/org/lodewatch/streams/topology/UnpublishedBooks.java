package org.lodewatch.streams.topology;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<BookKey> stored = new HashSet<>();

    UnpublishedBooks(KeyValueStore<String, String> store) {
        this.store = store;
        stored.addAll(left().keySet());
    }

    /**
     * Returns the stored books; after a start, those that the previous run left. A reset writes an entry for every
     * published book, with the windows that readers may have read; entries of a running instance have no windows.
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

    void add(BookKey book) {
        if (stored.add(book)) {
            store.put(book.toString(), "");
        }
    }

    void remove(BookKey book) {
        stored.remove(book);
        store.put(book.toString(), null);
    }
}
