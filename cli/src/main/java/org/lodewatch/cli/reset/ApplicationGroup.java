package org.lodewatch.cli.reset;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;

/** The group of an application's instances, of the classic or of the streams protocol. */
final class ApplicationGroup {

    private final Admin admin;
    private final String id;

    ApplicationGroup(Admin admin, String id) {
        this.admin = admin;
        this.id = id;
    }

    /** The protocol of the group; empty if there is no such group. */
    Optional<GroupType> type() {
        return KafkaFutures.await(admin.listGroups().all()).stream()
                .filter(group -> group.groupId().equals(id))
                .findAny()
                .flatMap(GroupListing::type);
    }

    /** @throws OperatorException if an instance is running */
    void requireEmpty() {
        List<String> running = members().distinct().sorted().toList();
        if (!running.isEmpty()) {
            throw new OperatorException(
                    ("%s of %s %s running (%s): stop all of them; one that was killed, or stopped with a"
                                    + " group.instance.id, counts until its session has timed out")
                            .formatted(
                                    running.size() == 1 ? "an instance" : running.size() + " instances",
                                    id,
                                    running.size() == 1 ? "is" : "are",
                                    String.join(", ", running)));
        }
    }

    /** The committed offsets in a topic. */
    Map<TopicPartition, Long> offsets(Topic<?, ?> topic) {
        Map<TopicPartition, Long> offsets = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        committed().forEach((partition, offset) -> {
            if (partition.topic().equals(topic.name()) && offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    void deleteOffsets(Map<TopicPartition, Long> offsets) {
        KafkaFutures.await(
                admin.deleteConsumerGroupOffsets(id, offsets.keySet()).all());
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        try {
            return new HashMap<>(
                    KafkaFutures.await(admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata()));
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }

    private Stream<String> members() {
        try {
            if (type().equals(Optional.of(GroupType.STREAMS))) {
                return KafkaFutures.await(
                                admin.describeStreamsGroups(List.of(id)).all())
                        .get(id)
                        .members()
                        .stream()
                        .map(member -> instance(member.clientId(), member.clientHost()));
            }
            return KafkaFutures.await(admin.describeConsumerGroups(List.of(id)).all()).get(id).members().stream()
                    .map(member -> instance(member.clientId(), member.host()));
        } catch (GroupIdNotFoundException e) {
            return Stream.empty();
        }
    }

    private static String instance(String clientId, String host) {
        return clientId.replaceFirst("-StreamThread-.*", "") + " at " + host.replaceFirst("^/", "");
    }
}
