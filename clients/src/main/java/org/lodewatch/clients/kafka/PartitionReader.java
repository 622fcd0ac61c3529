package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of chosen partitions as raw bytes, unless it is connected otherwise. It belongs to no consumer group and commits no offsets.
 * Not thread-safe. {@link TopicReader} reads a whole topic and decodes its records.
 */
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Records of a partition that wait for older ones of other partitions. */
    private static final int MOST_WAITING = 2_000;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

    /** @param consumer without assignment; this reader closes it */
    public PartitionReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @param properties of a Kafka client; those that this reader depends on are overridden */
    public static PartitionReader connect(Map<String, ?> properties) {
        return connect(properties, "read_committed");
    }

    /**
     * A reader that also passes on the records of aborted and of open transactions; its {@link #ends} are those of the logs.
     *
     * @param properties as for {@link #connect(Map)}
     */
    public static PartitionReader connectUncommitted(Map<String, ?> properties) {
        return connect(properties, "read_uncommitted");
    }

    private static PartitionReader connect(Map<String, ?> properties, String isolationLevel) {
        Map<String, Object> config = new HashMap<>(properties);
        config.keySet()
                .removeAll(List.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new PartitionReader(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** All partitions of a topic; empty if it does not exist. */
    public List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** All partitions of those of the topics that exist and that this user may describe. */
    public List<TopicPartition> visiblePartitions(Collection<String> topics) {
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> topics.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Reads these partitions from now on, from their first records, and no others. */
    public void startAtBeginning(Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads these partitions from now on, from the given offsets, and no others. */
    public void startAt(Map<TopicPartition, Long> offsets) {
        consumer.assign(offsets.keySet());
        offsets.forEach(consumer::seek);
    }

    /** The first offset of each partition that is read now. */
    public Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(consumer.assignment());
    }

    /**
     * The last stable offset of each partition that is read now: every record before it is committed or aborted. Open
     * transactions may have records after it.
     */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    /**
     * Reads until every partition is at its end offset, or until {@code stop}. It may also pass on records after the
     * end offset that came with the same fetch.
     *
     * @return whether every partition has reached its end offset
     */
    public boolean readTo(
            Map<TopicPartition, Long> ends, BooleanSupplier stop, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        // By position, not by the last record's offset: a partition often ends with a transaction marker.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (stop.getAsBoolean()) {
                return false;
            }
            consumer.poll(POLL).forEach(each);
        }
        return true;
    }

    /**
     * Reads until every partition is at its end offset, or until no position has moved for {@code idleTimeout}.
     *
     * @return whether every partition has reached its end offset
     */
    public boolean readTo(
            Map<TopicPartition, Long> ends, Duration idleTimeout, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long[] lastPositionAndProgress = {-1, 0};
        return readTo(
                ends,
                () -> {
                    long position = consumer.assignment().stream()
                            .mapToLong(consumer::position)
                            .sum();
                    if (position != lastPositionAndProgress[0]) {
                        lastPositionAndProgress[0] = position;
                        lastPositionAndProgress[1] = System.nanoTime();
                    }
                    return System.nanoTime() - lastPositionAndProgress[1] > idleTimeout.toNanos();
                },
                each);
    }

    /**
     * Reads until every partition is at its end offset, and passes on the records of all partitions in the order of their
     * timestamps. The records of one partition stay in the order of their offsets.
     */
    public void mergeTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();
        ends.keySet().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
        Map<TopicPartition, Long> times = new HashMap<>();
        PriorityQueue<TopicPartition> nexts = new PriorityQueue<>(
                Comparator.<TopicPartition>comparingLong(times::get).thenComparingInt(TopicPartition::partition));
        Set<TopicPartition> empty = new HashSet<>(ends.keySet());
        while (true) {
            fill(empty, ends, waiting);
            for (TopicPartition partition : empty) {
                ConsumerRecord<byte[], byte[]> first = waiting.get(partition).peek();
                if (first != null) {
                    // Never back in time, so that a record that is older than the one before it delays no others.
                    times.merge(partition, first.timestamp(), Math::max);
                    nexts.add(partition);
                }
            }
            empty.clear();
            TopicPartition next = nexts.poll();
            if (next == null) {
                return;
            }
            TopicPartition other = nexts.peek();
            long otherTime = other == null ? Long.MAX_VALUE : times.get(other);
            Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(next);
            long time = times.get(next);
            do {
                each.accept(records.remove());
                if (!records.isEmpty()) {
                    time = Math.max(time, records.peek().timestamp());
                }
            } while (!records.isEmpty()
                    && (time < otherTime || time == otherTime && next.partition() < other.partition()));
            times.put(next, time);
            if (records.isEmpty()) {
                empty.add(next);
            } else {
                nexts.add(next);
            }
        }
    }

    /** Polls until each of the partitions has a record waiting or is at its end. Others that have enough are not fetched. */
    private void fill(
            Set<TopicPartition> empty,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting) {
        while (empty.stream()
                .anyMatch(partition ->
                        waiting.get(partition).isEmpty() && consumer.position(partition) < ends.get(partition))) {
            consumer.resume(consumer.assignment());
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> waiting.get(partition).size() > MOST_WAITING)
                    .toList());
            consumer.poll(POLL).forEach(record -> {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition)) {
                    waiting.get(partition).add(record);
                }
            });
        }
    }

    /** Passes on records as they arrive, until {@code stop}. */
    public void follow(Consumer<ConsumerRecord<byte[], byte[]>> each, BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            consumer.poll(POLL).forEach(each);
        }
    }

    /** Does not wait for a fetch that is under way, which the broker may hold back for half a second. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
