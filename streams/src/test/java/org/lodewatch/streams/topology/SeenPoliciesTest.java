package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsStore;

class SeenPoliciesTest {

    private final KeyValueStore<String, SpecificRecord> store =
            TopologyRig.store(StoreNames.BOOK_PARTS, Topics.PARTIALS_STORE);

    private SeenPolicies seen = new SeenPolicies(new PartialsStore(store));

    private boolean markSeen(long writtenAt, long offset) {
        Headers headers = SeenPolicies.putOffset(new RecordHeaders(), offset);
        return seen.markSeen(broadcast(writtenAt, headers));
    }

    private static ConsumerRecord<String, Object> broadcast(long writtenAt, Headers headers) {
        return new ConsumerRecord<>(
                Topics.POLICIES_BROADCAST.name(),
                0,
                0,
                writtenAt,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                "policy",
                null,
                headers,
                Optional.empty());
    }

    private static Headers offset(String text) {
        return new RecordHeaders().add("lodewatch.policy-offset", text.getBytes(UTF_8));
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
    void aPolicyWithoutAnOffsetIsOfAnEarlyVersionUntilOneWithAnOffsetWasRead() {
        ConsumerRecord<String, Object> without = broadcast(1_000, new RecordHeaders());
        assertThat(seen.fault(without, 1_000)).isEmpty();
        assertThat(seen.markSeen(without)).isTrue();

        markSeen(2_000, 7);

        assertThat(seen.fault(without, 1_000)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "seven", "9223372036854775808", "1.5"})
    void anOffsetThatIsNoneIsAFault(String text) {
        assertThat(seen.fault(broadcast(1_000, offset(text)), 1_000)).isPresent();
    }

    @Test
    void aPolicyOfTheFutureIsAFaultBecauseLaterOnesCouldBeSkipped() {
        assertThat(seen.fault(broadcast(Long.MAX_VALUE, offset("7")), 1_000)).isPresent();
        assertThat(seen.fault(broadcast(2_000, offset("7")), 1_000)).isEmpty();
    }

    @Test
    void aNewOffsetReplacesTheFormerHeader() {
        Headers given = new RecordHeaders().add("other", new byte[] {1});

        Headers headers = SeenPolicies.putOffset(SeenPolicies.putOffset(given, 7), 8);

        assertThat(headers).hasSize(2);
        assertThat(given).hasSize(1);
        markSeen(1_000, 7);
        assertThat(seen.markSeen(broadcast(1_000, headers))).isTrue();
    }
}
