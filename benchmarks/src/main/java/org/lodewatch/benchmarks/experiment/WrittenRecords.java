package org.lodewatch.benchmarks.experiment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;

/** How much a cluster has written. */
public final class WrittenRecords {

    private WrittenRecords() {}

    /** The sums of the end offsets of each topic, internal topics and transaction markers included. */
    public static Map<String, Long> byTopic(Admin admin) {
        Set<String> names = KafkaFutures.await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions =
                KafkaFutures.await(admin.describeTopics(names).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .toList();
        Map<String, Long> ends = new TreeMap<>();
        PartitionOffsets.latest(admin, partitions)
                .forEach((partition, end) -> ends.merge(partition.topic(), end, Long::sum));
        return ends;
    }
}
