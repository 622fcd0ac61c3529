package org.lodewatch.benchmarks.replay;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.benchmarks.experiment.BenchmarkException;

/** Records when Kafka Streams in this JVM consumed the first record of a topic. Kafka creates it by its public constructor. */
public final class FirstRecord implements ConsumerInterceptor<Object, Object> {

    private static final String TOPIC = "first.record.topic";
    private static final AtomicLong NANOS = new AtomicLong();

    private String topic;

    /** Starts over, and returns the settings of Kafka Streams that install it. */
    static Map<String, String> settings(String topic) {
        NANOS.set(0);
        return Map.of(
                "main.consumer.interceptor.classes", FirstRecord.class.getName(), "main.consumer." + TOPIC, topic);
    }

    /** {@link System#nanoTime()} of the first record. @throws BenchmarkException if there was none */
    static long nanoTime() {
        if (NANOS.get() == 0) {
            throw new BenchmarkException("no record was consumed");
        }
        return NANOS.get();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        topic = configs.get(TOPIC).toString();
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        if (NANOS.get() == 0 && records.records(topic).iterator().hasNext()) {
            NANOS.compareAndSet(0, System.nanoTime());
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits are not measured.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
