package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.SchemaHistory;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

class KafkaFeedStateTest {

    private static final String TOPIC = Topics.FEED_CHECKPOINTS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private void holds(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
        return new ConsumerRecord<>(TOPIC, 0, offset, key.getBytes(UTF_8), value);
    }

    private Map<String, byte[]> values(long end, Duration timeout, Predicate<String> keys) {
        return KafkaFeedState.newestValues(
                new PartitionReader(consumer),
                Map.of(PARTITION, end),
                timeout,
                keys,
                record -> !"?".equals(new String(record.value(), UTF_8)));
    }

    private static byte[] text(String value) {
        return value.getBytes(UTF_8);
    }

    @Test
    void aValueMayBeOfADatasetOnlyIfItHasItsName() {
        byte[] value = Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(
                        Topics.CUSTOMS_IMPORTS.name(),
                        new CustomsImport(
                                "us-census",
                                1L,
                                "US",
                                "CN",
                                "8110100000",
                                "2024-03",
                                5_000L,
                                null,
                                false,
                                false,
                                Instant.parse("2024-05-07T12:30:00Z")));

        assertThat(KafkaFeedState.mayBeOf(List.of(text("us-census")), value)).isTrue();
        assertThat(KafkaFeedState.mayBeOf(List.of(text("un-comtrade"), text("us-census")), value))
                .isTrue();
        assertThat(KafkaFeedState.mayBeOf(List.of(text("un-comtrade")), value)).isFalse();
        assertThat(KafkaFeedState.mayBeOf(List.of(), value)).isFalse();
    }

    @Test
    void aValueOfARegistryIsDecodedInAnyCase() {
        byte[] withSchemaId = {0, 0, 0, 0, 7, 1, 2, 3, 4, 5, 6, 7};

        assertThat(KafkaFeedState.mayBeOf(List.of(text("us-census")), withSchemaId))
                .isTrue();
    }

    @Test
    void everyVersionOfAnImportHasItsDatasetAsText() {
        assertThat(SchemaHistory.of("CustomsImport"))
                .isNotEmpty()
                .allSatisfy(version -> assertThat(
                                version.getField("dataset").schema().getType())
                        .isEqualTo(Schema.Type.STRING));
    }

    @Test
    void theNewestValueOfEachSelectedKeyIsFound() {
        holds(List.of(
                record(0, "census", text("1")),
                record(1, "comtrade", text("9")),
                record(2, "census", text("2")),
                record(3, "census-bulk", text("10"))));

        assertThat(values(4, Duration.ofSeconds(10), key -> key.startsWith("census")))
                .containsOnlyKeys("census", "census-bulk")
                .containsEntry("census", text("2"));
    }

    @Test
    void aDeletedKeyHasNoValue() {
        holds(List.of(record(0, "census", text("1")), record(1, "census", null)));

        assertThat(values(2, Duration.ofSeconds(10), key -> true)).isEmpty();
    }

    @Test
    void aRecordThatDoesNotBelongInTheTopicLeavesTheValueBeforeIt() {
        holds(List.of(record(0, "census", text("1")), record(1, "census", text("?"))));

        assertThat(values(2, Duration.ofSeconds(10), key -> true)).containsEntry("census", text("1"));
    }

    @Test
    void anEmptyTopicHasNoValues() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));

        assertThat(values(0, Duration.ofSeconds(10), key -> true)).isEmpty();
    }

    @Test
    void theWaitForAnotherFeedsOpenTransactionIsBounded() {
        holds(List.of(record(0, "census", text("1"))));

        assertThatThrownBy(() -> values(2, Duration.ofMillis(1), key -> true))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("another feed's transaction is still open");
    }

    @Test
    void aCheckpointThatCannotBeDecodedIsReportedWithItsRemedy() {
        assertThatThrownBy(() -> KafkaFeedState.decoded("census", new byte[] {1, 2, 3}))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("the checkpoint of feed census in topic feed-checkpoints cannot be read")
                .hasMessageEndingWith("publish from the beginning with --again");
    }
}
