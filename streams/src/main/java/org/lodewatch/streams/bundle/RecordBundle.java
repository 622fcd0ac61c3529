package org.lodewatch.streams.bundle;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The value of a record that carries one or more records of a partition.
 *
 * <p>A packed record has the offset of its first record. If a commit precedes its processing, all of it is read again; after its
 * processing, the position of the consumer is committed.
 */
public sealed interface RecordBundle {

    /**
     * Several records, as polled. Until it is deserialized, the bundle is a header of its record. A header that was read from a
     * topic never has this class, so nothing in a topic can be taken for a bundle.
     */
    record Packed(List<ConsumerRecord<byte[], byte[]>> records) implements RecordBundle, Header {

        static final String KEY = "lodewatch.bundle";

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public byte[] value() {
            return null;
        }
    }

    /** One record that was not packed. */
    record Single(byte[] value) implements RecordBundle {}

    /** Packs records of one partition, at least one, into one record. */
    static ConsumerRecord<byte[], byte[]> pack(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                last.timestamp(),
                last.timestampType(),
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                null,
                new RecordHeaders(new Header[] {new Packed(records)}),
                first.leaderEpoch());
    }

    /** Deserializes records, packed or not. */
    static Deserializer<RecordBundle> deserializer() {
        return new Deserializer<>() {
            @Override
            public RecordBundle deserialize(String topic, byte[] value) {
                return new Single(value);
            }

            @Override
            public RecordBundle deserialize(String topic, Headers headers, byte[] value) {
                if (headers.lastHeader(Packed.KEY) instanceof Packed bundle) {
                    // Kafka Streams keeps the headers until the task's next record. The bundle must not live so long.
                    headers.remove(Packed.KEY);
                    return bundle;
                }
                return new Single(value);
            }
        };
    }

    /**
     * Returns the records in the order of their offsets, at least one.
     *
     * @param metadata where Kafka Streams read the record
     */
    static List<ConsumerRecord<byte[], byte[]>> unpack(Record<byte[], RecordBundle> record, RecordMetadata metadata) {
        if (record.value() instanceof Packed bundle) {
            return bundle.records();
        }
        return List.of(new ConsumerRecord<>(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                ((Single) record.value()).value(),
                record.headers(),
                Optional.empty()));
    }
}
