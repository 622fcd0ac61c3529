package org.lodewatch.service.lag;

import java.util.List;

/**
 * The lag of a group.
 *
 * @param protocol classic, consumer, streams or share; {@code none} if it has only committed offsets, or nothing
 * @param members its members now
 */
public record GroupLag(String group, String protocol, List<GroupMember> members, List<TopicLag> topics) {

    /** The protocol of a group that has no members, and perhaps never had any. */
    static final String NONE = "none";

    /** The protocol of a share group. */
    static final String SHARE = "share";

    public GroupLag {
        members = List.copyOf(members);
        topics = List.copyOf(topics);
    }

    /** Whether its lag is the broker's count of what no member has acknowledged, instead of a count of the log. */
    public boolean isShareGroup() {
        return protocol.equals(SHARE);
    }

    /** The lag of all topics; UNKNOWN if the topics of the group are unknown. */
    public Lag lag() {
        return topics.isEmpty() ? Lag.UNKNOWN : Lag.total(topics.stream().map(TopicLag::lag));
    }

    /** The worst status of the topics; UNKNOWN if the topics of the group are unknown. */
    public LagStatus status() {
        return topics.isEmpty()
                ? LagStatus.UNKNOWN
                : LagStatus.worst(topics.stream().map(TopicLag::status));
    }

    /** Whether the group has members, committed offsets, or topics that it would read. */
    public boolean exists() {
        return !members.isEmpty() || !topics.isEmpty() || !protocol.equals(NONE);
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
