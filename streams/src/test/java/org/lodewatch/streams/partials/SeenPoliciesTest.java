package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenPoliciesTest {

    private final TestStore store = new TestStore();
    private SeenPolicies seen = new SeenPolicies(store.typed());

    @Test
    void aPolicyThatIsReadAgainAfterARestartIsNotNew() {
        seen.markSeen(1_000, 0);
        seen.markSeen(2_000, 1);

        seen = new SeenPolicies(store.typed());

        assertThat(seen.markSeen(1_000, 0)).isFalse();
        assertThat(seen.markSeen(2_000, 1)).isFalse();
        assertThat(seen.markSeen(2_000, 2)).isTrue();
    }

    @Test
    void aPolicyIsNewThoughItsWritersClockIsSlow() {
        seen.markSeen(2_000, 0);

        assertThat(seen.markSeen(1_000, 1)).isTrue();
        assertThat(seen.markSeen(2_000, 0)).isFalse();
    }

    @Test
    void aPolicyInATopicThatWasRecreatedIsNew() {
        seen.markSeen(1_000, 7);

        assertThat(seen.markSeen(2_000, 0)).isTrue();
    }
}
