package org.lodewatch.cli.copy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * Where the partitions of a topic begin and end. Kept with a copy, it says what the topic had lost when it was copied: the copy
 * itself begins at offset 0.
 *
 * @param id distinguishes a topic that was deleted and created again
 * @param partitions in the order of their numbers
 */
public record TopicState(String topic, String id, List<PartitionState> partitions) {

    /** The topics whose first records may never be deleted. */
    static final List<Topic<?, ?>> KEPT_FOR_EVER = Topics.all().stream()
            .filter(topic -> "-1".equals(topic.config().get(TopicConfig.RETENTION_MS_CONFIG)))
            .toList();

    /**
     * One partition.
     *
     * @param begin offset of the first record
     * @param end offset after the last record, those of open transactions included
     */
    public record PartitionState(int partition, long begin, long end) {}

    public TopicState {
        partitions = List.copyOf(partitions);
    }

    /** Of those topics that exist. */
    public static List<TopicState> of(Admin admin, Collection<Topic<?, ?>> topics) {
        var requested =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        List<TopicDescription> existing = topics.stream()
                .flatMap(topic ->
                        KafkaFutures.awaitUnless(UnknownTopicOrPartitionException.class, requested.get(topic.name()))
                                .stream())
                .toList();
        // One request for all topics, since each takes a round trip.
        List<TopicPartition> partitions =
                existing.stream().flatMap(TopicState::partitions).toList();
        Map<TopicPartition, Long> begins = PartitionOffsets.earliest(admin, partitions);
        Map<TopicPartition, Long> ends = PartitionOffsets.latest(admin, partitions);
        return existing.stream()
                .map(topic -> new TopicState(
                        topic.name(),
                        topic.topicId().toString(),
                        partitions(topic)
                                .map(partition -> new PartitionState(
                                        partition.partition(), begins.get(partition), ends.get(partition)))
                                .toList()))
                .toList();
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition));
    }

    /** The line about a topic that must keep every record, and whose first records are gone; empty if none are. */
    public Optional<String> lostHead() {
        List<PartitionState> begun =
                partitions.stream().filter(partition -> partition.begin() > 0).toList();
        return begun.isEmpty()
                        || KEPT_FOR_EVER.stream().noneMatch(kept -> kept.name().equals(topic))
                ? Optional.empty()
                : Optional.of(
                        ("%s has lost records: partition %d begins at offset %d%s; publish everything again into a"
                                        + " new topic, or note this if the topic is copied: the copy will begin at 0")
                                .formatted(
                                        topic,
                                        begun.get(0).partition(),
                                        begun.get(0).begin(),
                                        begun.size() > 1 ? " (and " + (begun.size() - 1) + " more)" : ""));
    }
}
