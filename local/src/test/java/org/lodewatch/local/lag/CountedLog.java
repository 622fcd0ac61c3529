package org.lodewatch.local.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a partition: timestamp by offset. */
record CountedLog(Map<Long, Long> timestamps) {

    /** Reads the partition from its beginning to its end. */
    static CountedLog read(String servers, TopicPartition partition) {
        Map<Long, Long> timestamps = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    timestamps.put(record.offset(), record.timestamp());
                }
            }
        }
        return new CountedLog(timestamps);
    }

    /** The number of records from an offset on. */
    long from(long offset) {
        return timestamps.keySet().stream().filter(record -> record >= offset).count();
    }

    /** The time of the oldest record from an offset on. */
    Optional<Instant> oldestFrom(long offset) {
        return timestamps.keySet().stream()
                .filter(record -> record >= offset)
                .min(Comparator.naturalOrder())
                .map(timestamps::get)
                .map(Instant::ofEpochMilli);
    }
}
