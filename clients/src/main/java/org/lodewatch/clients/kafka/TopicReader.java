package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;

/** Reads all partitions of a topic from their beginning, committed records only, as no group. */
public final class TopicReader<K, V> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

    private final Topic<K, V> topic;
    private final MessageDecoder<K, V> decoder;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    TopicReader(ClientSettings settings, Topic<K, V> topic, WireFormats formats) {
        this.topic = topic;
        this.decoder = new MessageDecoder<>(topic, formats);
        this.consumer = new KafkaConsumer<>(
                settings.with(Map.of(
                        "isolation.level", "read_committed",
                        "allow.auto.create.topics", false,
                        "enable.auto.commit", false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands over what is not read yet, up to the ends of the partitions as they are now. */
    public void readToEnd(Consumer<Message<K, V>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long lastProgress = System.nanoTime();
        // Not the last record's offset: a partition often ends with a transaction's marker, which is never handed out.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            long before = position();
            poll(reader);
            if (position() > before) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE) {
                throw new TimeoutException("nothing more of " + topic.name());
            }
        }
    }

    /** Goes on handing over what arrives, until told to stop. */
    public void follow(Consumer<Message<K, V>> reader, BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            poll(reader);
        }
    }

    @Override
    public void close() {
        // It may be asking for more already, which the broker answers once there is some, or after half a second.
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private long position() {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    private void poll(Consumer<Message<K, V>> reader) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> found : records) {
            decoder.decode(found).ifPresent(reader);
        }
    }
}
