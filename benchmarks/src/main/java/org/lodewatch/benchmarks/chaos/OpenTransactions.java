package org.lodewatch.benchmarks.chaos;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.Polling;

/**
 * Finds transactions that no coordinator ends. Readers of committed records never see what follows the start of such a
 * transaction in its partition.
 */
final class OpenTransactions {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private OpenTransactions() {}

    /**
     * Waits until the last stable offset of every partition, of internal topics too, has passed what was written before this
     * call.
     *
     * @return a line for each partition where it has not within the timeout
     */
    static List<String> await(Admin admin, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<TopicPartition, Long> written = new HashMap<>();
        Map<TopicPartition, Long> stable = new HashMap<>();
        while (true) {
            String silence = "";
            try {
                if (written.isEmpty()) {
                    written.putAll(PartitionOffsets.latest(admin, partitions(admin)));
                }
                stable.putAll(PartitionOffsets.latestStable(admin, written.keySet()));
                written.entrySet().removeIf(end -> stable.get(end.getKey()) >= end.getValue());
                if (written.isEmpty()) {
                    return List.of();
                }
            } catch (KafkaException e) {
                // A broker may still start.
                silence = ": " + e.getMessage();
            }
            if (System.nanoTime() > deadline) {
                return stable.isEmpty()
                        ? List.of("no offsets of partitions within %d s%s".formatted(timeout.toSeconds(), silence))
                        : lines(admin, written, stable);
            }
            Polling.pause(PAUSE);
        }
    }

    private static Collection<TopicPartition> partitions(Admin admin) {
        Collection<String> topics = KafkaFutures.await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return KafkaFutures.await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static List<String> lines(
            Admin admin, Map<TopicPartition, Long> written, Map<TopicPartition, Long> stable) {
        return written.keySet().stream()
                .map(partition -> "a transaction stays open in %s: last stable offset %d, written up to %d; %s"
                        .formatted(
                                partition, stable.get(partition), written.get(partition), producers(admin, partition)))
                .sorted()
                .toList();
    }

    /** Whose transactions are open in a partition. */
    private static String producers(Admin admin, TopicPartition partition) {
        try {
            return KafkaFutures.await(
                            admin.describeProducers(List.of(partition)).partitionResult(partition))
                    .activeProducers()
                    .stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .map(OpenTransactions::name)
                    .collect(Collectors.joining(", "));
        } catch (KafkaException e) {
            return "its producer is not known: " + e.getMessage();
        }
    }

    private static String name(ProducerState producer) {
        return "producer id %d, epoch %d, since offset %d"
                .formatted(
                        producer.producerId(),
                        producer.producerEpoch(),
                        producer.currentTransactionStartOffset().getAsLong());
    }
}
