package org.lodewatch.service.lag;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group, whose heartbeats the broker receives.
 *
 * @param client the client id; an instance of the topology has a member for each of its threads
 * @param host from which it connects, as the broker sees it
 * @param partitions that it reads now
 */
public record GroupMember(String client, String host, Collection<TopicPartition> partitions) {

    public GroupMember {
        partitions = List.copyOf(partitions);
    }
}
