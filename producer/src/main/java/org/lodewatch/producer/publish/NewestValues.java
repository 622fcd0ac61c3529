package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.schemas.OperatorException;

/** Reads a compacted topic up to given ends. */
final class NewestValues {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Duration patience;

    /**
     * @param consumer read_committed, without assignment
     * @param ends the offset after the last record of every partition, committed or not
     * @param patience how long other feeds' open transactions may keep it waiting
     */
    NewestValues(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration patience) {
        this.consumer = consumer;
        this.ends = ends;
        this.patience = patience;
    }

    /** The newest committed value of each key that is wanted; none of a key that was deleted. */
    Map<String, byte[]> of(Predicate<String> wanted) {
        Map<String, byte[]> newest = new HashMap<>();
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        long lastProgress = System.nanoTime();
        while (behind()) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                String key = new String(record.key(), UTF_8);
                if (record.value() == null) {
                    newest.remove(key);
                } else if (wanted.test(key)) {
                    newest.put(key, record.value());
                }
            }
            if (!records.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
                throw stuck();
            }
        }
        return newest;
    }

    private boolean behind() {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private OperatorException stuck() {
        return new OperatorException(
                "cannot read topic %s to its end within %d s: another feed's transaction is still open; try again"
                        .formatted(ends.keySet().iterator().next().topic(), patience.toSeconds()));
    }
}
