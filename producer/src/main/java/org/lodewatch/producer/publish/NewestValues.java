package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;

/**
 * Reads a compacted topic up to given ends.
 *
 * @param ends the offset after the last record of every partition, committed or not
 * @param patience how long it waits for open transactions of other feeds
 */
record NewestValues(PartitionReader reader, Map<TopicPartition, Long> ends, Duration patience) {

    /** The newest committed value of each key that is wanted; none of a key that was deleted. */
    Map<String, byte[]> of(Predicate<String> wanted) {
        Map<String, byte[]> newest = new HashMap<>();
        reader.startAtBeginning(ends.keySet());
        boolean complete = reader.readTo(ends, patience, record -> {
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) {
                newest.remove(key);
            } else if (wanted.test(key)) {
                newest.put(key, record.value());
            }
        });
        if (!complete) {
            throw new OperatorException(
                    "cannot read topic %s to its end within %d s: another feed's transaction is still open; try again"
                            .formatted(ends.keySet().iterator().next().topic(), patience.toSeconds()));
        }
        return newest;
    }
}
