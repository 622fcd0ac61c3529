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

/** Reads a topic's records for people, who are better served by all the others than by none if one is none of ours. */
public final class MessageDecoder<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDecoder.class);

    private final Topic<K, V> topic;
    private final Deserializer<V> values;

    public MessageDecoder(Topic<K, V> topic, WireFormats formats) {
        this.topic = topic;
        this.values = topic.valueSerde(formats).deserializer();
    }

    /** Empty for what is none of ours, which is left out with a warning. */
    public Optional<Message<K, V>> decode(ConsumerRecord<byte[], byte[]> found) {
        try {
            K key = topic.keySerde().deserializer().deserialize(topic.name(), found.key());
            V value = values.deserialize(topic.name(), found.value());
            return Optional.of(new Message<>(
                    key, Optional.ofNullable(value), found.partition(), Instant.ofEpochMilli(found.timestamp())));
        } catch (UndecodableException e) {
            LOG.warn(
                    "left out a record of {} that is none of ours: partition {}, offset {}: {}",
                    topic.name(),
                    found.partition(),
                    found.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
