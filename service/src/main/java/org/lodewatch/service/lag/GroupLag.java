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

    /** The protocol of a group that has no members, and may never have had any. */
    static final String NONE = "none";

    public GroupLag {
        topics = List.copyOf(topics);
    }

    /** All topics together; unknown for a group of which nobody knows what it reads. */
    public Lag lag() {
        return topics.isEmpty() ? Lag.UNKNOWN : Lag.total(topics.stream().map(TopicLag::lag));
    }

    /** The worst of the topics; UNKNOWN for a group of which nobody knows what it reads. */
    public LagStatus status() {
        return topics.isEmpty()
                ? LagStatus.UNKNOWN
                : LagStatus.worst(topics.stream().map(TopicLag::status));
    }

    /** Whether a broker has anything of it: members, committed offsets, or topics that it would read. */
    public boolean exists() {
        return members > 0 || !topics.isEmpty() || !protocol.equals(NONE);
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
