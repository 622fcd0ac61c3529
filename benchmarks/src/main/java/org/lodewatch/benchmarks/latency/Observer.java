package org.lodewatch.benchmarks.latency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.schemas.topics.Topic;

/** Reads what is new in a topic, committed records only, and says when each could be read. In a thread of its own. */
final class Observer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Sight sight;
    private final Thread thread;
    private volatile boolean closing;
    private volatile RuntimeException fault;

    /** Sees a record that could be read at a moment of {@link System#nanoTime()}. */
    interface Sight {
        void see(ConsumerRecord<byte[], byte[]> record, long nanos);
    }

    /** From what is written after this on. */
    Observer(ClientSettings settings, Topic<?, ?> topic, Sight sight) {
        this.sight = sight;
        this.consumer = new KafkaConsumer<>(
                settings.with(Map.of("isolation.level", "read_committed", "enable.auto.commit", false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: asking for the position is what finds the end.
        partitions.forEach(consumer::position);
        this.thread = new Thread(this::read, "observer-" + topic.name());
        thread.start();
    }

    private void read() {
        try {
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long now = System.nanoTime();
                records.forEach(record -> sight.see(record, now));
            }
        } catch (RuntimeException e) {
            fault = e;
        } finally {
            consumer.close();
        }
    }

    /** @throws JobFailedException if it could not read */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (fault != null) {
            throw new JobFailedException("an observer failed: " + fault);
        }
    }
}
