package org.lodewatch.benchmarks.frame;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Notes when an instance of Kafka Streams in this JVM was first handed a record of a topic. Public, since Kafka makes it. */
public final class FirstRecord implements ConsumerInterceptor<Object, Object> {

    private static final String TOPIC = "first.record.topic";
    private static final AtomicLong NANOS = new AtomicLong();

    private String topic;

    /** Settings of Kafka Streams that have it noted. */
    public static Map<String, String> of(String topic) {
        return Map.of(
                "main.consumer.interceptor.classes", FirstRecord.class.getName(), "main.consumer." + TOPIC, topic);
    }

    /** From now on there has been none. */
    public static void forget() {
        NANOS.set(0);
    }

    /** {@link System#nanoTime()} when it came. @throws JobFailedException if none has */
    public static long nanoTime() {
        if (NANOS.get() == 0) {
            throw new JobFailedException("no record was ever handed out");
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
        // Nothing to note.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
