package org.lodewatch.clients.kafka;

import java.time.Instant;
import java.util.Optional;
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
            LOG.warn(
                    "skipped a record of {} that cannot be decoded: partition {}, offset {}: {}",
                    topic.name(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
