package org.lodewatch.service.lag;

import java.util.List;

/**
 * How far a group is behind.
 *
 * @param protocol how its members share the work: classic, consumer or streams; {@code none} where it is only committed
 *     offsets, or not even that
 * @param members how many it has now
 */
public record GroupLag(String group, String protocol, int members, List<TopicLag> topics) {

    public GroupLag {
        topics = List.copyOf(topics);
    }

    /** All topics together. */
    public Lag lag() {
        return Lag.total(topics.stream().map(TopicLag::lag));
    }

    /** The worst of the topics. */
    public LagStatus status() {
        return LagStatus.worst(topics.stream().map(TopicLag::status));
    }

    GroupLag unknown() {
        return new GroupLag(
                group,
                protocol,
                members,
                topics.stream()
                        .map(topic -> new TopicLag(
                                topic.topic(),
                                topic.partitions().stream()
                                        .map(PartitionLag::unknown)
                                        .toList()))
                        .toList());
    }
}
