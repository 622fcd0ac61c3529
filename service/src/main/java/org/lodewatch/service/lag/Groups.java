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
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.lodewatch.clients.kafka.KafkaFutures;

/** Finds the groups in scope, and reads their members and offsets. */
final class Groups {

    /**
     * The state of a group on the broker.
     *
     * @param members its members now
     * @param wholeTopics whether it reads all partitions of its topics, or only those with a committed offset
     * @param topics that its members read, and those with a committed offset
     * @param fromTheStart the topics that it reads from their start if it has committed nothing
     * @param unacknowledged the lag of a share group as the broker counts it; empty for other groups
     */
    record GroupState(
            String group,
            String protocol,
            List<GroupMember> members,
            boolean wholeTopics,
            Set<String> topics,
            Set<String> fromTheStart,
            Map<TopicPartition, Long> committed,
            Map<TopicPartition, Lag> unacknowledged) {

        /** Whether it is a share group, which has no position: its records are acknowledged in any order. */
        boolean shares() {
            return protocol.equals(GroupLag.SHARE);
        }

        /** The lag of a share group in a partition; UNKNOWN if the broker has not initialized it. */
        Lag unacknowledged(TopicPartition partition) {
            return unacknowledged.getOrDefault(partition, Lag.UNKNOWN);
        }

        /** The committed offset; empty if there is none. */
        OptionalLong committed(TopicPartition partition) {
            Long offset = committed.get(partition);
            return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
        }

        /** The partitions that it reads, in order. */
        List<TopicPartition> partitions(LogState log) {
            return log.partitions(topics).stream()
                    .filter(partition -> wholeTopics || committed.containsKey(partition))
                    .toList();
        }

        /** The position in a partition; empty if it has committed nothing and its start is unknown. */
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

    private record Members(List<GroupMember> all, Set<String> topics) {}

    private final Admin admin;
    private final LagScope scope;

    Groups(Admin admin, LagScope scope) {
        this.admin = admin;
        this.scope = scope;
    }

    /** By name. The application's own group and the named ones are included even if they do not exist. */
    List<GroupState> read() {
        Map<String, Optional<GroupListing>> wanted = new TreeMap<>();
        wanted.put(scope.application(), Optional.empty());
        scope.others().forEach(name -> wanted.put(name, Optional.empty()));
        for (GroupListing group : KafkaFutures.await(admin.listGroups().all())) {
            if (scope.includes(group.groupId())) {
                wanted.put(group.groupId(), Optional.of(group));
            }
        }
        Map<String, Members> members = members(wanted.values());
        Set<String> shared = wanted.entrySet().stream()
                .filter(group -> is(GroupType.SHARE, group.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, Map<TopicPartition, Lag>> unacknowledged = unacknowledged(shared);
        Map<String, Map<TopicPartition, Long>> committed = committed(
                wanted.keySet().stream().filter(name -> !shared.contains(name)).collect(Collectors.toSet()));
        List<GroupState> all = new ArrayList<>();
        wanted.forEach((name, listing) -> {
            Members joined = members.getOrDefault(name, new Members(List.of(), Set.of()));
            all.add(
                    shared.contains(name)
                            ? shareGroup(name, joined, unacknowledged.get(name))
                            : state(name, listing, joined, committed.get(name)));
        });
        return all;
    }

    private static boolean is(GroupType type, Optional<GroupListing> group) {
        return group.flatMap(GroupListing::type).filter(type::equals).isPresent();
    }

    private static String protocol(GroupType type) {
        return type.toString().toLowerCase(Locale.ROOT);
    }

    private static GroupState shareGroup(String name, Members members, Map<TopicPartition, Lag> unacknowledged) {
        Set<String> topics = new TreeSet<>(members.topics());
        unacknowledged.keySet().forEach(partition -> topics.add(partition.topic()));
        return new GroupState(name, GroupLag.SHARE, members.all(), true, topics, Set.of(), Map.of(), unacknowledged);
    }

    private GroupState state(
            String name, Optional<GroupListing> listing, Members members, Map<TopicPartition, Long> committed) {
        Set<String> topics = new TreeSet<>(members.topics());
        committed.keySet().forEach(partition -> topics.add(partition.topic()));
        Set<String> fromTheStart = scope.topicsFromTheStart(name);
        topics.addAll(fromTheStart);
        boolean subscribes =
                listing.filter(group -> !group.isSimpleConsumerGroup()).isPresent();
        return new GroupState(
                name,
                subscribes ? protocol(listing.flatMap(GroupListing::type).orElse(GroupType.CLASSIC)) : GroupLag.NONE,
                members.all(),
                subscribes || !fromTheStart.isEmpty(),
                topics,
                fromTheStart,
                committed,
                Map.of());
    }

    private Map<String, Members> members(Collection<Optional<GroupListing>> groups) {
        Map<GroupType, List<String>> names = groups.stream()
                .flatMap(Optional::stream)
                .filter(group -> !group.isSimpleConsumerGroup())
                .collect(Collectors.groupingBy(
                        group -> group.type().orElse(GroupType.CLASSIC),
                        Collectors.mapping(GroupListing::groupId, Collectors.toList())));
        List<String> consumers = new ArrayList<>(names.getOrDefault(GroupType.CLASSIC, List.of()));
        consumers.addAll(names.getOrDefault(GroupType.CONSUMER, List.of()));
        Map<String, Members> members = new HashMap<>();
        admin.describeStreamsGroups(names.getOrDefault(GroupType.STREAMS, List.of()))
                .describedGroups()
                .forEach((name, answer) -> KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answer)
                        .ifPresent(group -> members.put(name, of(group))));
        admin.describeShareGroups(names.getOrDefault(GroupType.SHARE, List.of()))
                .describedGroups()
                .forEach((name, answer) -> KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answer)
                        .ifPresent(group -> members.put(name, of(group))));
        admin.describeConsumerGroups(consumers)
                .describedGroups()
                .forEach((name, answer) -> KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answer)
                        .ifPresent(group -> members.put(name, of(group))));
        return members;
    }

    private static Members of(StreamsGroupDescription group) {
        Map<String, Set<String>> sources = group.subtopologies().stream()
                .collect(Collectors.toMap(
                        StreamsGroupSubtopologyDescription::subtopologyId,
                        part -> Stream.concat(
                                        part.sourceTopics().stream(), part.repartitionSourceTopics().keySet().stream())
                                .collect(Collectors.toSet())));
        return new Members(
                group.members().stream()
                        .map(member -> new GroupMember(
                                member.clientId(),
                                member.clientHost(),
                                member.assignment().activeTasks().stream()
                                        .flatMap(task -> sources.getOrDefault(task.subtopologyId(), Set.of()).stream()
                                                .flatMap(topic -> task.partitions().stream()
                                                        .map(number -> new TopicPartition(topic, number))))
                                        .toList()))
                        .toList(),
                sources.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    }

    private static Members of(ConsumerGroupDescription group) {
        return members(group.members().stream()
                .map(member -> new GroupMember(
                        member.clientId(), member.host(), member.assignment().topicPartitions()))
                .toList());
    }

    private static Members of(ShareGroupDescription group) {
        return members(group.members().stream()
                .map(member -> new GroupMember(
                        member.clientId(), member.host(), member.assignment().topicPartitions()))
                .toList());
    }

    private static Members members(List<GroupMember> members) {
        return new Members(
                members,
                members.stream()
                        .flatMap(member -> member.partitions().stream())
                        .map(TopicPartition::topic)
                        .collect(Collectors.toSet()));
    }

    /** The start offset of a share group trails although all is acknowledged; only the broker's own count is right. */
    private Map<String, Map<TopicPartition, Lag>> unacknowledged(Set<String> groups) {
        Map<String, Map<TopicPartition, Lag>> lags = new HashMap<>();
        ListShareGroupOffsetsResult answers = admin.listShareGroupOffsets(
                groups.stream().collect(Collectors.toMap(name -> name, name -> new ListShareGroupOffsetsSpec())));
        for (String group : groups) {
            Map<TopicPartition, Lag> partitions = new HashMap<>();
            KafkaFutures.awaitUnless(GroupIdNotFoundException.class, answers.partitionsToOffsetInfo(group))
                    .orElse(Map.of())
                    .forEach((partition, offsets) ->
                            partitions.put(partition, Lag.counted(offsets == null ? Optional.empty() : offsets.lag())));
            lags.put(group, partitions);
        }
        return lags;
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
