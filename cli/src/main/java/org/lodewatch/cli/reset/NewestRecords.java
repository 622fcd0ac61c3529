package org.lodewatch.cli.reset;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topic;

/** The newest record of each key in each partition of a compacted topic, as bytes; none of a deleted key. */
final class NewestRecords<V> {

    private record Place(int partition, ByteBuffer key) {}

    private final Topic<String, V> topic;
    private final MessageDecoder<String, V> decoder;
    private final int partitions;
    private final Map<Place, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();

    /** Reads a topic to its present end; nothing if it does not exist. */
    NewestRecords(KafkaCluster cluster, Topic<String, V> topic) {
        this.topic = topic;
        this.decoder = new MessageDecoder<>(topic, cluster.formats(), cluster.skipped());
        this.partitions = cluster.topics().partitions(topic).orElse(0);
        if (exists()) {
            cluster.readRecords(topic, this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return; // no broker accepts it in a compacted topic
        }
        Place place = new Place(record.partition(), ByteBuffer.wrap(record.key()));
        if (record.value() == null) {
            newest.remove(place);
        } else {
            newest.put(place, record);
        }
    }

    boolean exists() {
        return partitions > 0;
    }

    Topic<String, V> topic() {
        return topic;
    }

    int partitions() {
        return partitions;
    }

    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        newest.values().forEach(each);
    }

    /** The value of a record; empty if the record does not belong in the topic. */
    Optional<V> valid(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.require(record).value();
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    /** Whether a partition has a value under a key. */
    boolean has(int partition, byte[] key) {
        return newest.containsKey(new Place(partition, ByteBuffer.wrap(key)));
    }

    /** Passes on the records that belong in the topic. */
    void forEachValid(Consumer<Message<String, V>> each) {
        forEach(record -> decoder.decode(record).ifPresent(each));
    }
}
