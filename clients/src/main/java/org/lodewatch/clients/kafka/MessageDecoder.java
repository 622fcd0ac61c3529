package org.lodewatch.clients.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;

/**
 * Decodes the records of a topic. A record that cannot be decoded, or that breaks the rule of the topic, is skipped, so that one
 * bad record does not hide the rest.
 */
public final class MessageDecoder<K, V> {

    private final Topic<K, V> topic;
    private final Deserializer<V> values;
    private final SkippedRecords skipped;

    /** @param skipped receives the records that are skipped */
    public MessageDecoder(Topic<K, V> topic, WireFormats formats, SkippedRecords skipped) {
        this.topic = topic;
        this.values = topic.valueSerde(formats).deserializer();
        this.skipped = skipped;
    }

    /** Empty if the record is skipped. */
    public Optional<Message<K, V>> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(require(record));
        } catch (UndecodableException e) {
            skipped.add(topic.name(), record.partition(), record.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws UndecodableException if the record does not belong in the topic */
    public Message<K, V> require(ConsumerRecord<byte[], byte[]> record) {
        V value = requireValue(record.key(), record.value());
        return new Message<>(
                topic.keySerde().deserializer().deserialize(topic.name(), record.key()),
                Optional.ofNullable(value),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private V requireValue(byte[] key, byte[] bytes) {
        V value = values.deserialize(topic.name(), bytes);
        topic.rule().fault(key, value).ifPresent(fault -> {
            throw new UndecodableException(fault);
        });
        return value;
    }

    /**
     * Decodes the bytes of the value of a record that belongs in the topic. It does not keep the record, the rest of which takes
     * several hundred bytes.
     */
    public Function<byte[], Optional<V>> valueDecoder(ConsumerRecord<byte[], byte[]> record) {
        int partition = record.partition();
        long offset = record.offset();
        return value -> {
            try {
                return Optional.ofNullable(values.deserialize(topic.name(), value));
            } catch (UndecodableException e) {
                skipped.add(topic.name(), partition, offset, e.getMessage());
                return Optional.empty();
            }
        };
    }
}
