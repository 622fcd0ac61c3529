package org.lodewatch.service.lag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.lodewatch.clients.kafka.KafkaFutures;

/** Finds the groups in question, and where each stands. */
final class Groups {

    /**
     * A group as the broker has it.
     *
     * @param members how many it has now
     * @param wholeTopics whether all partitions of its topics are its business, committed or not
     * @param topics that its members read, and those it has committed in
     * @param fromTheStart those of them that it reads from their start if it has committed nothing
     */
    record Standing(
            String group,
            String protocol,
            int members,
            boolean wholeTopics,
            Set<String> topics,
            Set<String> fromTheStart,
            Map<TopicPartition, Long> committed) {

        /** Its committed offset; empty if it has committed none. */
        OptionalLong committed(TopicPartition partition) {
            Long offset = committed.get(partition);
            return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
        }

        /** The partitions that are its business, in order. */
        List<TopicPartition> partitions(LogState log) {
            return log.partitions(topics).stream()
                    .filter(partition -> wholeTopics || committed.containsKey(partition))
                    .toList();
        }

        /** Where it goes on in a partition; empty if it has committed nothing, and nobody knows where it would begin. */
        Optional<PartitionPosition> place(TopicPartition partition, LogState log) {
            OptionalLong start = log.start(partition);
            if (committed.containsKey(partition)) {
                return Optional.of(
                        new PartitionPosition(partition, Math.max(committed.get(partition), start.orElse(0))));
            }
            return fromTheStart.contains(partition.topic()) && start.isPresent()
                    ? Optional.of(new PartitionPosition(partition, start.getAsLong()))
                    : Optional.empty();
        }
    }

    private record Members(int number, Set<String> topics) {}

    private final Admin admin;
    private final LagScope scope;

    Groups(Admin admin, LagScope scope) {
        this.admin = admin;
        this.scope = scope;
    }

    /** By name. The application's own group and those that were named are always among them, whether or not they exist. */
    List<Standing> read() {
        Map<String, Optional<GroupListing>> wanted = new TreeMap<>();
        wanted.put(scope.application(), Optional.empty());
        scope.others().forEach(name -> wanted.put(name, Optional.empty()));
        for (GroupListing group : KafkaFutures.await(admin.listGroups().all())) {
            if (scope.includes(group.groupId())
                    && group.type().filter(GroupType.SHARE::equals).isEmpty()) {
                wanted.put(group.groupId(), Optional.of(group));
            }
        }
        Map<String, Members> members = members(wanted.values());
        Map<String, Map<TopicPartition, Long>> committed = committed(wanted.keySet());
        List<Standing> all = new ArrayList<>();
        wanted.forEach((name, listing) -> all.add(
                standing(name, listing, members.getOrDefault(name, new Members(0, Set.of())), committed.get(name))));
        return all;
    }

    private Standing standing(
            String name, Optional<GroupListing> listing, Members members, Map<TopicPartition, Long> committed) {
        Set<String> topics = new TreeSet<>(members.topics());
        committed.keySet().forEach(partition -> topics.add(partition.topic()));
        Set<String> fromTheStart = scope.topicsFromTheStart(name);
        topics.addAll(fromTheStart);
        boolean subscribes =
                listing.filter(group -> !group.isSimpleConsumerGroup()).isPresent();
        return new Standing(
                name,
                subscribes
                        ? listing.flatMap(GroupListing::type)
                                .orElse(GroupType.CLASSIC)
                                .toString()
                                .toLowerCase(Locale.ROOT)
                        : GroupLag.NONE,
                members.number(),
                subscribes || !fromTheStart.isEmpty(),
                topics,
                fromTheStart,
                committed);
    }

    private Map<String, Members> members(Collection<Optional<GroupListing>> groups) {
        Map<Boolean, List<String>> names = groups.stream()
                .flatMap(Optional::stream)
                .filter(group -> !group.isSimpleConsumerGroup())
                .collect(Collectors.partitioningBy(
                        group -> group.type().filter(GroupType.STREAMS::equals).isPresent(),
                        Collectors.mapping(GroupListing::groupId, Collectors.toList())));
        Map<String, Members> members = new HashMap<>();
        admin.describeStreamsGroups(names.get(true))
                .describedGroups()
                .forEach((name, answer) -> KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answer)
                        .ifPresent(group -> members.put(name, of(group))));
        admin.describeConsumerGroups(names.get(false))
                .describedGroups()
                .forEach((name, answer) -> KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answer)
                        .ifPresent(group -> members.put(name, of(group))));
        return members;
    }

    private static Members of(StreamsGroupDescription group) {
        return new Members(
                group.members().size(),
                group.subtopologies().stream()
                        .flatMap(part -> Stream.concat(
                                part.sourceTopics().stream(), part.repartitionSourceTopics().keySet().stream()))
                        .collect(Collectors.toSet()));
    }

    private static Members of(ConsumerGroupDescription group) {
        return new Members(
                group.members().size(),
                group.members().stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .map(TopicPartition::topic)
                        .collect(Collectors.toSet()));
    }

    private Map<String, Map<TopicPartition, Long>> committed(Set<String> groups) {
        Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        Map<String, ListConsumerGroupOffsetsSpec> all =
                groups.stream().collect(Collectors.toMap(name -> name, name -> new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult answers = admin.listConsumerGroupOffsets(all);
        for (String group : groups) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answers.partitionsToOffsetAndMetadata(group))
                    .orElse(Map.<TopicPartition, OffsetAndMetadata>of())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset.offset());
                        }
                    });
            committed.put(group, offsets);
        }
        return committed;
    }
}
