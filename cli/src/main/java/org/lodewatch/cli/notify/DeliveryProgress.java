package org.lodewatch.cli.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.schemas.topics.Topics;

/** The offsets of a subscriber: where it begins, and what it commits. */
final class DeliveryProgress {

    private static final long COMMIT_EVERY = Duration.ofMillis(500).toNanos();

    private final KafkaConsumer<?, ?> consumer;
    private final Admin admin;
    private final Subscription.Start start;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private long lastCommit = System.nanoTime() - COMMIT_EVERY;

    DeliveryProgress(KafkaConsumer<?, ?> consumer, Admin admin, Subscription.Start start) {
        this.consumer = consumer;
        this.admin = admin;
        this.start = start;
    }

    /** The present end offsets of all partitions, after all that is committed. */
    Map<TopicPartition, Long> ends() {
        return PartitionOffsets.settled(
                admin,
                consumer.partitionsFor(Topics.DEPENDENCE_ALERTS.name()).stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList());
    }

    /**
     * Begins newly assigned partitions at the committed offset, or where a new subscriber starts.
     *
     * @return what is settled after these offsets
     */
    Map<TopicPartition, SettledRecords> begin(Set<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
        Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(partitions);
        beginUnread(partitions, found);
        Map<TopicPartition, SettledRecords> settled = new HashMap<>();
        partitions.forEach(partition -> settled.put(partition, SettledRecords.of(found.get(partition))));
        return settled;
    }

    private void beginUnread(Set<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> found) {
        List<TopicPartition> unread = partitions.stream()
                .filter(partition -> found.get(partition) == null)
                .toList();
        if (unread.isEmpty()) {
            // Kafka takes an empty collection for all partitions.
            return;
        }
        if (start == Subscription.Start.NOW) {
            consumer.seekToEnd(unread);
        } else {
            consumer.seekToBeginning(unread);
        }
        // A subscriber that is killed before the first alert must not begin later than this.
        commit(partition -> new OffsetAndMetadata(consumer.position(partition)), unread);
    }

    /** Commits, unless the last commit was less than 500 ms ago. */
    void commitPeriodically(
            Function<TopicPartition, OffsetAndMetadata> offsets, Collection<TopicPartition> partitions) {
        if (System.nanoTime() - lastCommit >= COMMIT_EVERY) {
            commit(offsets, partitions);
            lastCommit = System.nanoTime();
        }
    }

    /**
     * Commits.
     *
     * @param offsets where a subscriber that starts again reads a partition
     */
    void commit(Function<TopicPartition, OffsetAndMetadata> offsets, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = offsets.apply(partition);
            if (!offset.equals(committed.get(partition))) {
                changed.put(partition, offset);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(changed);
            committed.putAll(changed);
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            // The group or its coordinator is changing. The next commit includes the partitions that are still
            // assigned.
        }
    }
}
