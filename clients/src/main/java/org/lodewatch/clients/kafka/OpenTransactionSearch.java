package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the open transactions that hold readers of committed records back. A transaction is open for a moment while its
 * producer works. One that stays open for longer than a transaction may last has lost its end marker, or its producer has a
 * long timeout; readers do not get past it until somebody ends it.
 */
public final class OpenTransactionSearch {

    /** Kafka's default for producers; that of feeds and of the topology is shorter. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

    /** Brokers look for transactions that have timed out every 10 s, by default. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private OpenTransactionSearch() {}

    /**
     * How long a transaction may stay open before a broker has aborted it.
     *
     * @param settings of a Kafka client: its {@code transaction.timeout.ms} counts, if it has one
     */
    public static Duration longest(Map<String, ?> settings) {
        Object timeout = settings.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return BETWEEN_LOOKS.plus(
                timeout == null
                        ? TRANSACTION_TIMEOUT
                        : Duration.ofMillis(Long.parseLong(timeout.toString().strip())));
    }

    /**
     * The oldest open transaction of each partition that has one, in the order of topics and partitions. Topics that do not
     * exist, and those that this user may not describe, are left out.
     */
    public static List<OpenTransaction> find(Admin admin, Collection<String> topics) {
        List<TopicPartition> partitions = partitions(admin, topics);
        // The last stable offset first: what is written between the two requests is not yet held back by anything.
        Map<TopicPartition, Long> stable = offsets(admin, partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> ends = offsets(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
        List<TopicPartition> held = partitions.stream()
                .filter(partition -> stable.containsKey(partition)
                        && stable.get(partition) < ends.getOrDefault(partition, Long.MIN_VALUE))
                .toList();
        if (held.isEmpty()) {
            return List.of();
        }
        DescribeProducersResult producers = admin.describeProducers(held);
        return held.stream()
                .flatMap(partition -> {
                    Optional<List<ProducerState>> writers = KafkaFutures.awaitUnless(
                                    KafkaException.class, producers.partitionResult(partition))
                            .map(DescribeProducersResult.PartitionProducerState::activeProducers);
                    return of(partition, stable.get(partition), ends.get(partition), writers).stream();
                })
                .toList();
    }

    /** Empty if the transaction has ended since its offset was read. */
    private static Optional<OpenTransaction> of(
            TopicPartition partition, long stable, long end, Optional<List<ProducerState>> writers) {
        if (writers.isEmpty()) {
            return Optional.of(new OpenTransaction(
                    partition.topic(),
                    partition.partition(),
                    stable,
                    end - stable,
                    OptionalLong.empty(),
                    Optional.empty()));
        }
        return writers.get().stream()
                .filter(writer -> writer.currentTransactionStartOffset().isPresent())
                .min(Comparator.comparingLong(
                        writer -> writer.currentTransactionStartOffset().getAsLong()))
                .filter(writer -> writer.currentTransactionStartOffset().getAsLong() < end)
                .map(writer -> new OpenTransaction(
                        partition.topic(),
                        partition.partition(),
                        writer.currentTransactionStartOffset().getAsLong(),
                        end - writer.currentTransactionStartOffset().getAsLong(),
                        OptionalLong.of(writer.producerId()),
                        Optional.of(Instant.ofEpochMilli(writer.lastTimestamp()))));
    }

    private static List<TopicPartition> partitions(Admin admin, Collection<String> topics) {
        return admin.describeTopics(topics).topicNameValues().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(topic -> KafkaFutures.awaitUnless(KafkaException.class, topic.getValue()).stream())
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> partitions, IsolationLevel isolation) {
        ListOffsetsResult answers = admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                new ListOffsetsOptions(isolation));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            KafkaFutures.awaitUnless(KafkaException.class, answers.partitionResult(partition))
                    .ifPresent(answer -> offsets.put(partition, answer.offset()));
        }
        return offsets;
    }
}
