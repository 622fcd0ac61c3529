package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.registry.RegistryFormat;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;

/** Reads the committed records of a topic from the beginning of all partitions, in several steps. */
final class TopicLog<K, V> implements AutoCloseable {

    private final Topic<K, V> topic;
    private final WireFormats formats;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final List<TopicPartition> partitions;

    TopicLog(String bootstrapServers, Topic<K, V> topic) {
        this(ClientSettings.at(bootstrapServers), topic);
    }

    TopicLog(ClientSettings settings, Topic<K, V> topic) {
        this.topic = topic;
        this.formats = RegistryFormat.formats(settings.properties());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        20_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()));
        this.partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records since the last call that are committed now; those of a partition in order. */
    List<Entry<K, V>> more() {
        Map<TopicPartition, Long> ends = PartitionOffsets.settled(admin, partitions);
        List<Entry<K, V>> found = new ArrayList<>();
        await("the end of " + topic.name())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    if (isAt(ends)) {
                        return true;
                    }
                    consumer.poll(Duration.ofMillis(50)).forEach(record -> found.add(entry(record)));
                    return isAt(ends);
                });
        return found;
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** All records of a topic. */
    static <K, V> List<Entry<K, V>> read(String bootstrapServers, Topic<K, V> topic) {
        return read(ClientSettings.at(bootstrapServers), topic);
    }

    /** All records of a topic. */
    static <K, V> List<Entry<K, V>> read(ClientSettings settings, Topic<K, V> topic) {
        try (TopicLog<K, V> log = new TopicLog<>(settings, topic)) {
            return log.more();
        }
    }

    @Override
    public void close() {
        // An open fetch would otherwise delay this by up to half a second.
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        admin.close();
    }

    private Entry<K, V> entry(ConsumerRecord<byte[], byte[]> record) {
        return new Entry<>(topic, formats, record);
    }

    /** A record, decoded on demand. */
    record Entry<K, V>(Topic<K, V> topic, WireFormats formats, ConsumerRecord<byte[], byte[]> record) {

        K key() {
            return topic.keySerde().deserializer().deserialize(topic.name(), record.key());
        }

        /** Null for a tombstone. */
        V value() {
            return topic.valueSerde(formats).deserializer().deserialize(topic.name(), record.value());
        }

        long timestamp() {
            return record.timestamp();
        }

        String header(String name) {
            return new String(record.headers().lastHeader(name).value(), UTF_8);
        }
    }
}
