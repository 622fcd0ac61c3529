package org.lodewatch.clients.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records for display. A record that cannot be decoded is skipped, so that one bad record does not hide the rest.
 */
public final class MessageDecoder<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDecoder.class);

    private final Topic<K, V> topic;
    private final Deserializer<V> values;

    public MessageDecoder(Topic<K, V> topic, WireFormats formats) {
        this.topic = topic;
        this.values = topic.valueSerde(formats).deserializer();
    }

    /** Empty, with a warning, if the record cannot be decoded. */
    public Optional<Message<K, V>> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            K key = topic.keySerde().deserializer().deserialize(topic.name(), record.key());
            V value = values.deserialize(topic.name(), record.value());
            return Optional.of(new Message<>(
                    key,
                    Optional.ofNullable(value),
                    record.partition(),
                    record.offset(),
                    Instant.ofEpochMilli(record.timestamp())));
        } catch (UndecodableException e) {
            warn(record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }

    /**
     * Decodes the value of a record each time it is asked for. Keeps only the bytes of the value, since the rest of a record
     * takes several hundred.
     */
    public Supplier<Optional<V>> onDemand(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        int partition = record.partition();
        long offset = record.offset();
        return () -> {
            try {
                return Optional.ofNullable(values.deserialize(topic.name(), value));
            } catch (UndecodableException e) {
                warn(partition, offset, e);
                return Optional.empty();
            }
        };
    }

    private void warn(int partition, long offset, UndecodableException fault) {
        LOG.warn(
                "skipped a record of {} that cannot be decoded: partition {}, offset {}: {}",
                topic.name(),
                partition,
                offset,
                fault.getMessage());
    }
}
