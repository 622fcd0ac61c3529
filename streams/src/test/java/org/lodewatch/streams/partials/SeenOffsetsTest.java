package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenOffsetsTest {

    private final TestStore store = new TestStore();
    private SeenOffsets seen = new SeenOffsets(store.typed());

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

        seen = new SeenOffsets(store.typed());

        assertThat(seen.markSeen(0, 100, 7)).isFalse();
        assertThat(seen.markSeen(0, 100, 8)).isTrue();
    }
}
