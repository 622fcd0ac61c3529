package org.lodewatch.cli.producers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.PartitionCheck;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topics;

/**
 * The committed records at the end of customs-imports, with the same number of offsets of each partition.
 *
 * @param partitions of the topic, in order
 * @param isCopy whether `topics repartition` has written the topic, so that its first records are outside transactions
 */
record ImportsTail(List<TailPartition> partitions, boolean isCopy) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * A partition from an offset to its end.
     *
     * @param begin the first offset that was read
     * @param isWhole whether the partition has no record before it
     * @param end the last stable offset
     */
    record TailPartition(
            int number, long begin, boolean isWhole, long end, List<ConsumerRecord<byte[], byte[]>> records) {

        /**
         * The records of which it is certain that no transaction contains them: a marker follows the last record of each
         * transaction, and takes an offset.
         */
        List<ConsumerRecord<byte[], byte[]>> outsideTransactions(boolean isCopy) {
            List<ConsumerRecord<byte[], byte[]>> outside = new ArrayList<>();
            boolean markerSeen = false;
            long next = begin;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() > next) {
                    markerSeen = true;
                    outside.clear();
                }
                outside.add(record);
                next = record.offset() + 1;
            }
            return end > next || isCopy && !markerSeen ? List.of() : outside;
        }
    }

    /**
     * @param records how many offsets are read, over all partitions; more than 0
     * @throws OperatorException if the topic does not exist
     */
    static ImportsTail read(KafkaCluster cluster, int records) {
        ImportPartitions present = ImportPartitions.describe(cluster.admin())
                .orElseThrow(() -> new OperatorException("topic %s does not exist at %s: run `lodewatch topics create`"
                        .formatted(
                                Topics.CUSTOMS_IMPORTS.name(),
                                cluster.settings().bootstrapServers())));
        long each = (records + present.count() - 1L) / present.count();
        try (PartitionReader reader = PartitionReader.connect(cluster.settings().with(Map.of()))) {
            boolean isCopy = !new PartitionCheck(present, reader).formerTopics().isEmpty();
            List<TopicPartition> partitions = reader.partitions(Topics.CUSTOMS_IMPORTS.name());
            Map<TopicPartition, Long> firsts = PartitionOffsets.earliest(cluster.admin(), partitions);
            Map<TopicPartition, Long> ends = PartitionOffsets.settled(cluster.admin(), partitions);
            Map<TopicPartition, Long> begins = new HashMap<>();
            ends.forEach((partition, end) -> begins.put(partition, Math.max(firsts.get(partition), end - each)));
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, new ArrayList<>()));
            reader.startAt(begins);
            boolean complete = reader.readTo(ends, PATIENCE, record -> {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                // A fetch may bring records that follow the end.
                if (record.offset() < ends.get(partition)) {
                    found.get(partition).add(record);
                }
            });
            if (!complete) {
                throw new TimeoutException("nothing more of " + Topics.CUSTOMS_IMPORTS.name());
            }
            return new ImportsTail(
                    partitions.stream()
                            .map(partition -> new TailPartition(
                                    partition.partition(),
                                    begins.get(partition),
                                    begins.get(partition).equals(firsts.get(partition)),
                                    ends.get(partition),
                                    found.get(partition)))
                            .sorted(Comparator.comparingInt(TailPartition::number))
                            .toList(),
                    isCopy);
        }
    }
}
