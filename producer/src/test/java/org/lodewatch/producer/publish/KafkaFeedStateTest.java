package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.serde.WrittenSchema;
import org.lodewatch.schemas.topics.Topics;

class KafkaFeedStateTest {

    private static final String TOPIC = Topics.FEED_CHECKPOINTS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private static final MessageTypes IMPORTS = new MessageTypes(List.of(CustomsImport.class));

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

    @ParameterizedTest
    @ValueSource(strings = {"'string'", "'bytes'", "['null', 'string']", "['long', 'bytes', 'string']"})
    void aValueOfAnotherProgramHasItsDatasetAsTextToo(String type) throws IOException {
        Schema schema = withDatasetOf(type);
        Object dataset = type.contains("bytes") ? ByteBuffer.wrap(text("us-census")) : "us-census";
        byte[] value = encoded(schema, dataset);

        assertThat(new WrittenSchema(schema).read(value, 0, IMPORTS))
                .isInstanceOfSatisfying(
                        CustomsImport.class,
                        read -> assertThat(read.getDataset()).isEqualTo("us-census"));
        assertThat(KafkaFeedState.mayBeOf(List.of(text("us-census")), value)).isTrue();
    }

    @Test
    void aDatasetThatIsNoTextCannotBeDecoded() throws IOException {
        Schema schema = withDatasetOf("{'type': 'enum', 'name': 'D', 'symbols': ['us']}");
        Schema ofField = schema.getField("dataset").schema();
        byte[] value = encoded(schema, new GenericData.EnumSymbol(ofField, "us"));

        assertThatThrownBy(() -> new WrittenSchema(schema).read(value, 0, IMPORTS))
                .isInstanceOf(UndecodableException.class);
        assertThat(CustomsImport.getClassSchema().getField("dataset").hasDefaultValue())
                .isFalse();
    }

    private static Schema withDatasetOf(String type) {
        return new Schema.Parser()
                .parse(CustomsImport.getClassSchema()
                        .toString()
                        .replaceFirst(
                                "(\"name\":\"dataset\",\"type\":)(\\{.*?}|\"string\")",
                                "$1" + type.replace('\'', '"')));
    }

    private static byte[] encoded(Schema schema, Object dataset) throws IOException {
        GenericRecord line = new GenericRecordBuilder(schema)
                .set("dataset", dataset)
                .set("revision", 1L)
                .set("reporter", "US")
                .set("origin", "CN")
                .set("commodityCode", "8110100000")
                .set("period", "2024-03")
                .set("customsValueCents", 5_000L)
                .set("publishedAt", 0L)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(line, encoder);
        return bytes.toByteArray();
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
