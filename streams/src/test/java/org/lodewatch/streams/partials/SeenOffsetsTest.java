package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey.Owner;

class SeenOffsetsTest {

    private static final Owner US = new Owner("us-census", "US");
    private static final Owner GERMANY = new Owner("eurostat", "DE");

    private final TestStore store = new TestStore();
    private SeenOffsets seen = new SeenOffsets(store.typed());

    private void restart() {
        seen.store();
        seen = new SeenOffsets(store.typed());
    }

    @Test
    void aMessageIsNewOnce() {
        assertThat(seen.markSeen(0, 100, 7)).isTrue();

        assertThat(seen.markSeen(0, 100, 7)).isFalse();
        assertThat(seen.markSeen(0, 100, 6)).isFalse();
        assertThat(seen.markSeen(0, 100, 8)).isTrue();
    }

    @Test
    void inputPartitionsAreCountedApart() {
        seen.markSeen(0, 100, 7);

        assertThat(seen.markSeen(1, 100, 3)).isTrue();
    }

    @Test
    void aLaterGenerationIsNewAtALowerOffsetBecauseTheTopicWasRecreated() {
        seen.markSeen(0, 100, 7);

        assertThat(seen.markSeen(0, 200, 0)).isTrue();
        assertThat(seen.markSeen(0, 100, 0)).isFalse();
    }

    @Test
    void aRestartChangesNothing() {
        seen.markSeen(0, 100, 7);

        restart();

        assertThat(seen.markSeen(0, 100, 7)).isFalse();
        assertThat(seen.markSeen(0, 100, 8)).isTrue();
    }

    @Test
    void aFlushIsOpenUntilTheNextMessageOfItsInputPartition() {
        assertThat(seen.isOpen(US)).isFalse();
        seen.markSeen(0, 100, 7, Optional.of(US));
        assertThat(seen.isOpen(US)).isTrue();
        assertThat(seen.isOpen(GERMANY)).isFalse();

        seen.markSeen(1, 100, 8);
        seen.markSeen(0, 100, 7);
        assertThat(seen.isOpen(US)).isTrue();
        seen.markSeen(0, 100, 9);

        assertThat(seen.isOpen(US)).isFalse();
    }

    @Test
    void aFlushOfOneDatasetAndReporterIsClosedByAMessageOfAnother() {
        seen.markSeen(0, 100, 7, Optional.of(US));

        seen.markSeen(0, 100, 8, Optional.of(GERMANY));

        assertThat(seen.isOpen(US)).isFalse();
        assertThat(seen.isOpen(GERMANY)).isTrue();
    }

    @Test
    void aFlushIsOpenWhileItIsInAnyInputPartition() {
        seen.markSeen(0, 100, 7, Optional.of(US));
        seen.markSeen(1, 100, 8, Optional.of(US));

        seen.markSeen(0, 100, 9);

        assertThat(seen.isOpen(US)).isTrue();
    }

    @Test
    void anOpenFlushIsOpenAfterARestartToo() {
        seen.markSeen(0, 100, 7, Optional.of(US));

        restart();

        assertThat(seen.isOpen(US)).isTrue();
        seen.markSeen(0, 100, 8);
        assertThat(seen.isOpen(US)).isFalse();
    }
}
