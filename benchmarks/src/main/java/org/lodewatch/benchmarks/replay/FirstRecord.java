package org.lodewatch.benchmarks.replay;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.schemas.topics.Topics;

/** Notes when any consumer of this JVM was first handed customs imports. Public, since Kafka makes it. */
public final class FirstRecord implements ConsumerInterceptor<Object, Object> {

    private static final AtomicLong NANOS = new AtomicLong();

    /** From now on there has been none. */
    static void forget() {
        NANOS.set(0);
    }

    /** {@link System#nanoTime()} when it came; 0 if none has. */
    static long nanoTime() {
        return NANOS.get();
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        if (NANOS.get() == 0
                && records.records(Topics.CUSTOMS_IMPORTS.name()).iterator().hasNext()) {
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

    @Override
    public void configure(Map<String, ?> configs) {
        // Has no settings.
    }
}
