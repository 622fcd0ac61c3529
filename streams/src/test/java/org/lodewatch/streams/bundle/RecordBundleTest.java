package org.lodewatch.streams.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class RecordBundleTest {

    private static final String TOPIC = "customs-imports";

    private final Deserializer<RecordBundle> deserializer = RecordBundle.deserializer();

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(
                TOPIC,
                3,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                1,
                1,
                new byte[] {1},
                new byte[] {2},
                new RecordHeaders(),
                Optional.of(4));
    }

    private static RecordMetadata metadata(ConsumerRecord<?, ?> record) {
        return new RecordMetadata() {
            @Override
            public String topic() {
                return record.topic();
            }

            @Override
            public int partition() {
                return record.partition();
            }

            @Override
            public long offset() {
                return record.offset();
            }
        };
    }

    /** What a processor does with a record that Kafka Streams has deserialized. */
    private List<ConsumerRecord<byte[], byte[]>> processed(ConsumerRecord<byte[], byte[]> record) {
        RecordBundle bundle = deserializer.deserialize(record.topic(), record.headers(), record.value());
        return RecordBundle.unpack(
                new Record<>(record.key(), bundle, Math.max(0, record.timestamp()), record.headers()),
                metadata(record));
    }

    @Test
    void packedRecordsAreOneRecordAtTheOffsetOfTheFirst() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(5), record(6), record(8));

        ConsumerRecord<byte[], byte[]> packed = RecordBundle.pack(records);

        assertThat(packed.topic()).isEqualTo(TOPIC);
        assertThat(packed.partition()).isEqualTo(3);
        assertThat(packed.offset()).isEqualTo(5);
        assertThat(packed.timestamp()).isEqualTo(1_008);
        assertThat(packed.leaderEpoch()).hasValue(4);
        assertThat(packed.key()).isNull();
        assertThat(processed(packed)).isEqualTo(records);
    }

    @Test
    void aBundleIsHeldByItsDeserializedValueAlone() {
        ConsumerRecord<byte[], byte[]> packed = RecordBundle.pack(List.of(record(5), record(6)));
        processed(packed);

        assertThat(packed.headers()).isEmpty();
        assertThat(packed.value()).isNull();
    }

    @Test
    void aHeaderFromATopicIsNotTakenForABundle() {
        ConsumerRecord<byte[], byte[]> record = record(7);
        record.headers().add(RecordBundle.Packed.KEY, new byte[0]);

        List<ConsumerRecord<byte[], byte[]>> records = processed(record);

        assertThat(records).hasSize(1);
        assertThat(records.get(0).value()).isSameAs(record.value());
        assertThat(records.get(0).headers()).isEqualTo(record.headers());
    }

    @Test
    void aRecordThatIsNotPackedIsABundleOfItself() {
        ConsumerRecord<byte[], byte[]> record = record(7);

        List<ConsumerRecord<byte[], byte[]>> records = processed(record);

        assertThat(records).singleElement().satisfies(single -> {
            assertThat(single.topic()).isEqualTo(TOPIC);
            assertThat(single.partition()).isEqualTo(3);
            assertThat(single.offset()).isEqualTo(7);
            assertThat(single.timestamp()).isEqualTo(1_007);
            assertThat(single.key()).isSameAs(record.key());
            assertThat(single.value()).isSameAs(record.value());
        });
    }

    @Test
    void aRecordWithoutAValueIsABundleOfItself() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC, 3, 7, new byte[] {1}, null);

        assertThat(processed(record))
                .singleElement()
                .satisfies(single -> assertThat(single.value()).isNull());
    }
}
