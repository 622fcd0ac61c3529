package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsStore;

class SeenPoliciesTest {

    private final KeyValueStore<String, SpecificRecord> store =
            TopologyRig.store(StoreNames.BOOK_PARTS, Topics.PARTIALS_STORE);

    private SeenPolicies seen = new SeenPolicies(new PartialsStore(store));

    private boolean markSeen(long writtenAt, long offset) {
        Headers headers = SeenPolicies.putOffset(new RecordHeaders(), offset);
        return seen.markSeen(new Record<>("policy", null, writtenAt, headers));
    }

    @Test
    void aPolicyThatIsReadAgainAfterARestartIsNotNew() {
        markSeen(1_000, 0);
        markSeen(2_000, 1);

        seen = new SeenPolicies(new PartialsStore(store));

        assertThat(markSeen(1_000, 0)).isFalse();
        assertThat(markSeen(2_000, 1)).isFalse();
        assertThat(markSeen(2_000, 2)).isTrue();
    }

    @Test
    void aPolicyIsNewThoughItsWritersClockIsSlow() {
        markSeen(2_000, 0);

        assertThat(markSeen(1_000, 1)).isTrue();
        assertThat(markSeen(2_000, 0)).isFalse();
    }

    @Test
    void aPolicyInATopicThatWasRecreatedIsNew() {
        markSeen(1_000, 7);

        assertThat(markSeen(2_000, 0)).isTrue();
    }

    @Test
    void aPolicyWithoutAnOffsetIsNew() {
        markSeen(2_000, 7);

        assertThat(seen.markSeen(new Record<>("policy", null, 1_000))).isTrue();
    }

    @Test
    void aNewOffsetReplacesTheFormerHeader() {
        Headers given = new RecordHeaders().add("other", new byte[] {1});

        Headers headers = SeenPolicies.putOffset(SeenPolicies.putOffset(given, 7), 8);

        assertThat(headers).hasSize(2);
        assertThat(given).hasSize(1);
        markSeen(1_000, 7);
        assertThat(seen.markSeen(new Record<>("policy", null, 1_000, headers))).isTrue();
    }
}
