package org.lodewatch.service.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.MineralShares;

/** Published windows in memory and in a file. */
class SharesStoreTest {

    private static final int LENGTH = 1 << 20;

    @TempDir
    private Path place;

    private Path directory() {
        return place.resolve("state");
    }

    /** Decodes the text of the bytes into the name of a mineral. */
    private static StoredShares keep(SharesStore store, String text) {
        return store.keep(text.getBytes(UTF_8), bytes -> {
            MineralShares shares = new MineralShares();
            shares.setMineral(new String(bytes, UTF_8));
            return Optional.of(shares);
        });
    }

    private static void release(SharesStore store, StoredShares replaced) {
        store.release(
                Optional.empty(),
                Optional.of(new PublishedShares.Taken(new BookKey("acme", "US", "antimony"), Optional.of(replaced))));
    }

    private static String read(StoredShares shares) {
        return shares.get().orElseThrow().getMineral();
    }

    private static String text(int number) {
        return Integer.toString(number).repeat(LENGTH).substring(0, LENGTH);
    }

    @Test
    void fewSharesAreInMemory() {
        SharesStore store = new SharesStore(directory(), 8);

        StoredShares kept = keep(store, "antimony");

        assertThat(read(kept)).isEqualTo("antimony");
        assertThat(store.inMemory()).isEqualTo(8);
        assertThat(directory()).doesNotExist();
    }

    @Test
    void thoseOverTheLimitAreInAFileWithoutAName() throws IOException {
        SharesStore store = new SharesStore(directory(), 8);

        List<StoredShares> kept = Stream.of("antimony", "cobalt", "", "rare-earths")
                .map(text -> keep(store, text))
                .toList();

        assertThat(kept).extracting(SharesStoreTest::read).containsExactly("antimony", "cobalt", "", "rare-earths");
        assertThat(store.inMemory()).isEqualTo(8);
        assertThat(store.inFile()).isEqualTo("cobaltrare-earths".length());
        try (Stream<Path> files = Files.list(directory())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatIsReleasedMakesRoomInMemory() {
        SharesStore store = new SharesStore(directory(), 8);
        StoredShares replaced = keep(store, "antimony");

        release(store, replaced);
        keep(store, "cobalt");

        assertThat(store.inMemory()).isEqualTo(6);
        assertThat(store.inFile()).isZero();
    }

    @Test
    void aRecordThatIsNotTakenIsNotKept() {
        SharesStore store = new SharesStore(directory(), 8);
        StoredShares given = keep(store, "antimony");

        store.release(Optional.of(given), Optional.empty());

        assertThat(store.inMemory()).isZero();
    }

    @Test
    void theFileIsRewrittenOnceMostOfItIsReleased() {
        SharesStore store = new SharesStore(directory(), 0);
        List<StoredShares> kept = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(number -> keep(store, text(number)))
                .toList());
        assertThat(store.isSparse()).isFalse();
        StoredShares replaced = kept.get(0);
        List<StoredShares> left = kept.subList(25, 40);
        kept.subList(0, 25).forEach(shares -> release(store, shares));
        assertThat(store.isSparse()).isTrue();

        store.rewrite(left);

        assertThat(store.isSparse()).isFalse();
        assertThat(store.inFile()).isEqualTo(15L * LENGTH);
        assertThat(IntStream.range(25, 40).mapToObj(SharesStoreTest::text))
                .containsExactlyElementsOf(
                        left.stream().map(SharesStoreTest::read).toList());
        // An answer that is being written may still hold it.
        assertThat(read(replaced)).isEqualTo(text(0));
    }

    @Test
    void withoutAFileTheyAreInMemory() throws IOException {
        Files.writeString(directory(), "a file in place of the directory");
        SharesStore store = new SharesStore(directory(), 0);

        StoredShares kept = keep(store, "antimony");

        assertThat(read(kept)).isEqualTo("antimony");
        assertThat(store.inMemory()).isEqualTo(8);
        assertThat(store.isSparse()).isFalse();
    }
}
