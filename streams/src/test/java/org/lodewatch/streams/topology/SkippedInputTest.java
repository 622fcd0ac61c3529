package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsCheck;
import org.lodewatch.streams.partials.PartialsSender;

/** What the topology does with records that another program wrote to the topics between its parts. */
class SkippedInputTest {

    private static final String BISMUTH = "8106100000";
    private static final DependencePolicy SINGLE_SOURCE = Policies.initial().get(0);
    private static final byte[] GARBAGE = {0x7F, 0, 1, 2, (byte) 0xFF};

    private final TopologyRig rig = new TopologyRig();

    @AfterEach
    void closeRig() {
        rig.close();
    }

    private void write(Topic<?, ?> topic, byte[] key, byte[] value, Headers headers) {
        TestInputTopic<byte[], byte[]> input =
                rig.driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, headers, rig.now()));
    }

    private void write(Topic<?, ?> topic, String key, byte[] value) {
        write(topic, key == null ? null : key.getBytes(UTF_8), value, new RecordHeaders());
    }

    private void writePartial(SpecificRecord message) {
        write(Topics.PARTIALS, PartialsCheck.key(message), encoded(message));
    }

    private static byte[] encoded(SpecificRecord message) {
        return Topics.PARTIALS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(Topics.PARTIALS.name(), message);
    }

    private static byte[] encoded(DependencePolicy policy) {
        return Topics.POLICIES_BROADCAST
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(Topics.POLICIES_BROADCAST.name(), policy);
    }

    /** Publishes a year, and returns the shares that it leads to. */
    private Map<String, MineralShares> published() {
        rig.year(2024, "CN", BISMUTH, 70, 1);
        rig.year(2024, "BE", BISMUTH, 30, 1);
        rig.completeTo("2024-12");
        rig.settle();
        return new TreeMap<>(rig.publishedShares());
    }

    /** Topic and reason of each rejected record since the last call. */
    private List<String> rejected() {
        return rig.rejected.readRecordsToList().stream()
                .map(record -> header(record, RejectedHeaders.TOPIC) + " " + header(record, RejectedHeaders.REASON))
                .collect(Collectors.toList());
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private double counted(Topic<?, ?> topic, String reason) {
        return rig.meters
                .get("lodewatch.stray.records")
                .tags("topic", topic.name(), "reason", reason)
                .counter()
                .count();
    }

    @Test
    void bytesThatAreNoMessageAreSkippedCountedAndKept() {
        Map<String, MineralShares> before = published();

        write(Topics.PARTIALS, "key", GARBAGE);
        write(Topics.POLICIES_BROADCAST, "key", GARBAGE);
        write(Topics.DEPENDENCE_POLICIES, "key", GARBAGE);
        rig.settle();

        assertThat(rejected())
                .containsExactly(
                        "lodewatch-partials undecodable",
                        "lodewatch-policies undecodable",
                        "dependence-policies undecodable");
        assertThat(counted(Topics.PARTIALS, "undecodable")).isEqualTo(1);
        assertThat(rig.publishedShares()).isEqualTo(before);
    }

    @Test
    void aRejectedRecordIsKeptByteForByteWithItsPlace() {
        write(
                Topics.POLICIES_BROADCAST,
                "key".getBytes(UTF_8),
                GARBAGE,
                new RecordHeaders().add("of-the-writer", new byte[] {7}));

        TestRecord<byte[], byte[]> kept = rig.rejected.readRecord();

        assertThat(kept.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(kept.value()).isEqualTo(GARBAGE);
        assertThat(kept.getRecordTime()).as("when it was rejected").isEqualTo(rig.now());
        assertThat(kept.headers().lastHeader("of-the-writer").value()).containsExactly(7);
        assertThat(header(kept, RejectedHeaders.TOPIC)).isEqualTo("lodewatch-policies");
        assertThat(header(kept, RejectedHeaders.PARTITION)).isEqualTo("0");
        assertThat(header(kept, RejectedHeaders.OFFSET)).isEqualTo("0");
        assertThat(header(kept, RejectedHeaders.MESSAGE)).contains("C3 01");
    }

    @Test
    void anAbsurdTotalIsNotPublished() {
        Map<String, MineralShares> before = published();
        PartialsSender stranger = new PartialsSender(999, rig.now().toEpochMilli(), 1);
        BookPartial absurd = stranger.book("bismuth", "2024-12", "CN", 1);
        absurd.getMonths().get(0).setMonth(-5);
        absurd.getMonths().get(0).getCountries().get(0).setValueCents(Long.MAX_VALUE);

        writePartial(absurd);
        rig.settle();

        assertThat(rejected()).containsExactly("lodewatch-partials implausible");
        assertThat(rig.publishedShares()).isEqualTo(before);
        rig.line("next", 1, "BE", BISMUTH, "2024-12", 5);
        rig.settle();
        assertThat(rig.publishedShares()).isNotEqualTo(before);
    }

    @Test
    void aGenerationThatNeverBeganIsNotPublished() {
        Map<String, MineralShares> before = published();
        PartialsSender stranger = new PartialsSender(0, 100, 1);

        writePartial(stranger.book("bismuth", "2024-12", "CN", 1_000_000));
        writePartial(stranger.clock("2024-01", "2026-12", null));
        writePartial(stranger.end());
        rig.settle();

        assertThat(rejected()).hasSize(3).containsOnly("lodewatch-partials unknown-generation");
        assertThat(rig.publishedShares()).isEqualTo(before);
    }

    @Test
    void aBeginOfAStrangerDoesNotKeepTheInputPartitionFromGoingOn() {
        published();
        PartialsSender stranger = new PartialsSender(0, rig.now().toEpochMilli() + 1, 1);
        writePartial(stranger.begin());

        rig.line("next", 1, "BE", BISMUTH, "2024-12", 40);
        rig.settle();

        assertThat(rig.publishedShares().get("us-census/US/bismuth@2024-12").getTotalValueCents())
                .isEqualTo(124_000);
    }

    @Test
    void nullValuesAreNoMessagesBetweenTheHalves() {
        write(Topics.PARTIALS, "key", null);
        write(Topics.PARTIALS, null, null);
        write(Topics.POLICIES_BROADCAST, null, null);

        assertThat(rejected())
                .containsExactly(
                        "lodewatch-partials missing-value",
                        "lodewatch-partials missing-value",
                        "lodewatch-policies missing-key");
    }

    @Test
    void aPolicyThatBreaksTheRulesIsNotAppliedWhereverItIsWritten() {
        DependencePolicy odd = DependencePolicy.newBuilder(SINGLE_SOURCE)
                .setWarning(Double.NaN)
                .build();
        published();

        write(Topics.DEPENDENCE_POLICIES, SINGLE_SOURCE.getId(), encoded(odd));
        write(Topics.POLICIES_BROADCAST, SINGLE_SOURCE.getId(), encoded(odd));
        write(Topics.POLICIES_BROADCAST, "another-key", encoded(SINGLE_SOURCE));

        assertThat(rejected())
                .containsExactly(
                        "dependence-policies invalid-policy",
                        "lodewatch-policies invalid-policy",
                        "lodewatch-policies invalid-policy");
        assertThat(rig.newAlerts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPolicyThatNoInstanceBroadcastIsNotApplied(boolean deletes) {
        published();
        rig.policy(SINGLE_SOURCE);
        rig.settle();
        rig.newAlerts();
        DependencePolicy other =
                DependencePolicy.newBuilder(SINGLE_SOURCE).setWarning(5).build();

        write(Topics.POLICIES_BROADCAST, SINGLE_SOURCE.getId(), deletes ? null : encoded(other));
        rig.settle();

        assertThat(rejected()).containsExactly("lodewatch-policies implausible");
        assertThat(rig.newAlerts()).isEmpty();
    }

    @Test
    void aRecordOfTheLargestSizeIsCutSoThatItsCopyFits() {
        byte[] large = new byte[1_048_000];
        Headers headers = new RecordHeaders().add("of-the-writer", new byte[1_000]);

        write(Topics.POLICIES_BROADCAST, new byte[20_000], large, headers);
        write(Topics.CUSTOMS_IMPORTS, "key".getBytes(UTF_8), large, headers);

        assertThat(rig.rejected.readRecordsToList()).hasSize(2).allSatisfy(kept -> {
            assertThat(kept.key().length + kept.value().length).isLessThanOrEqualTo(RejectedCopy.MOST_BYTES);
            assertThat(header(kept, RejectedHeaders.MESSAGE)).endsWith("is cut, without its headers");
        });
    }
}
