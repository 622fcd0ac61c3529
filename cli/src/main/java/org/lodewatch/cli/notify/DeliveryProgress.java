package org.lodewatch.cli.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.lodewatch.schemas.topics.Topics;

/** How far a subscriber is: where it begins, and what it commits. */
final class DeliveryProgress {

    private static final long COMMIT_EVERY = Duration.ofMillis(500).toNanos();

    private final KafkaConsumer<?, ?> consumer;
    private final Subscription.Start start;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastCommit = System.nanoTime() - COMMIT_EVERY;

    DeliveryProgress(KafkaConsumer<?, ?> consumer, Subscription.Start start) {
        this.consumer = consumer;
        this.start = start;
    }

    /** Where all partitions end now. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.partitionsFor(Topics.DEPENDENCE_ALERTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
    }

    /** Begins with partitions that have just been assigned: where the group was, or else where a new one starts. */
    void begin(Set<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
        Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(partitions);
        List<TopicPartition> unread = partitions.stream()
                .filter(partition -> found.get(partition) == null)
                .toList();
        if (unread.isEmpty()) {
            // To seek in none would mean to seek in all.
            return;
        }
        if (start == Subscription.Start.NOW) {
            consumer.seekToEnd(unread);
        } else {
            consumer.seekToBeginning(unread);
        }
        // Whoever is killed before the first alert must not begin later than this.
        commit(partition -> Optional.empty(), unread);
    }

    /** Commits what is new, but not with every turn. */
    void commitNowAndThen(Function<TopicPartition, Optional<Long>> first, Collection<TopicPartition> partitions) {
        if (System.nanoTime() - lastCommit >= COMMIT_EVERY) {
            commit(first, partitions);
            lastCommit = System.nanoTime();
        }
    }

    /**
     * Commits that all is settled up to the first offset that waits, or up to where the consumer is if none does.
     *
     * @param first the first offset that waits, by partition
     */
    void commit(Function<TopicPartition, Optional<Long>> first, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> settled = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long offset = first.apply(partition).orElseGet(() -> consumer.position(partition));
            if (!Long.valueOf(offset).equals(committed.get(partition))) {
                settled.put(partition, offset);
            }
        }
        if (settled.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        settled.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try {
            consumer.commitSync(offsets);
            committed.putAll(settled);
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            // The group or its coordinator is changing: what is still ours is committed the next time.
        }
    }
}
