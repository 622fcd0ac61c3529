package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;

class UnpublishedBooksTest {

    private static final BookKey BISMUTH = new BookKey("us-census", "US", "bismuth");
    private static final BookKey GALLIUM = new BookKey("us-census", "US", "gallium");

    private final KeyValueStore<String, String> store =
            TopologyRig.store(StoreNames.UNPUBLISHED_BOOKS, Serdes.String());
    private final UnpublishedBooks books = new UnpublishedBooks(store);

    @Test
    void aBookIsLeftUntilItIsRemoved() {
        books.add(BISMUTH, Optional.empty());
        books.add(BISMUTH, Optional.empty());
        books.add(GALLIUM, Optional.empty());
        books.remove(GALLIUM);

        assertThat(new UnpublishedBooks(store).left()).isEqualTo(Map.of(BISMUTH, Optional.empty()));
    }

    @Test
    void theWindowsThatAResetWroteAreReturned() {
        store.put("us-census/US/bismuth", "2023-01..2024-12");

        assertThat(new UnpublishedBooks(store).left())
                .isEqualTo(Map.of(BISMUTH, Optional.of(AsOfRange.of("2023-01..2024-12"))));
    }

    @Test
    void theWindowsThatAResetWroteAreKeptUntilTheBookIsPublished() {
        store.put("us-census/US/bismuth", "2023-01..2024-12");

        new UnpublishedBooks(store).add(BISMUTH, Optional.empty());

        assertThat(store.get("us-census/US/bismuth")).isEqualTo("2023-01..2024-12");
    }

    @Test
    void theWindowsToDeleteAreKeptUntilTheBookIsPublished() {
        books.add(BISMUTH, Optional.empty());
        books.add(BISMUTH, Optional.of(AsOfRange.of("2024-11..2024-12")));
        books.add(BISMUTH, Optional.of(AsOfRange.of("2025-02..2025-03")));
        books.add(BISMUTH, Optional.empty());
        assertThat(store.get("us-census/US/bismuth")).isEqualTo("2024-11..2025-03");

        books.remove(BISMUTH);
        books.add(BISMUTH, Optional.empty());

        assertThat(store.get("us-census/US/bismuth")).isEmpty();
    }
}
