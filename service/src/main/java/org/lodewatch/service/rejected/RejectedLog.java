package org.lodewatch.service.rejected;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * Reads customs-imports-rejected when somebody asks, and each time only what is new. Between two requests it holds the counts
 * and no connection. Not thread-safe.
 */
final class RejectedLog {

    /** Of a partition, offsets: the newest ones. Older ones are not read. */
    private static final long MOST_OFFSETS = 100_000;

    /** How long a request may read; the next one continues. */
    private static final Duration READING = Duration.ofSeconds(4);

    /** Requests within this time of the last one get its counts. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** After this time all is read again, so that rows that the topic has deleted no longer count. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<String, Object> properties;
    private final WireFormats formats;
    private final Clock clock;
    private RejectedTally tally = new RejectedTally();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private Instant startedAt = Instant.MIN;
    private Instant readAt = Instant.MIN;
    private long skipped;
    private long unread;

    /** @param properties of Kafka clients that reach the cluster */
    RejectedLog(Map<String, ?> properties, WireFormats formats, Clock clock) {
        this.properties = new HashMap<>(properties);
        this.properties.put("client.id", "lodewatch-rejected");
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * Reads what is new.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker answers, or the topic may not be read
     */
    RejectedTally read() {
        Instant now = clock.instant();
        if (startedAt.isBefore(now.minus(KEPT))) {
            tally = new RejectedTally();
            next.clear();
            skipped = 0;
            startedAt = now;
            readAt = Instant.MIN;
        }
        if (unread > 0 || readAt.isBefore(now.minus(FRESH))) {
            try (PartitionReader reader = PartitionReader.connect(properties)) {
                readTo(reader);
            }
            readAt = now;
        }
        return tally;
    }

    /** When the counts were last brought up to date. */
    Instant readAt() {
        return readAt;
    }

    /** Offsets that the next request reads; 0 if all are read. */
    long unread() {
        return unread;
    }

    /** Offsets that are too old to be read. */
    long skipped() {
        return skipped;
    }

    private void readTo(PartitionReader reader) {
        List<TopicPartition> partitions = reader.visiblePartitions(List.of(Topics.CUSTOMS_IMPORTS_REJECTED.name()));
        reader.startAtBeginning(partitions);
        Map<TopicPartition, Long> beginnings = reader.beginnings();
        Map<TopicPartition, Long> ends = reader.ends();
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.get(partition);
            if (!next.containsKey(partition)) {
                long from = Math.max(beginning, ends.get(partition) - MOST_OFFSETS);
                skipped += from - beginning;
                next.put(partition, from);
            }
            // The topic may have deleted what was to be read next.
            next.merge(partition, beginning, Math::max);
        }
        reader.startAt(next);
        long deadline = System.nanoTime() + READING.toNanos();
        BooleanSupplier late = () -> System.nanoTime() - deadline > 0;
        boolean whole = reader.readTo(ends, late, this::take);
        if (whole) {
            // A partition often ends with a marker of a transaction, which is no record.
            next.putAll(ends);
        }
        unread = partitions.stream()
                .mapToLong(partition -> Math.max(0, ends.get(partition) - next.get(partition)))
                .sum();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        tally.add(RejectedRecord.of(record, formats));
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
}
