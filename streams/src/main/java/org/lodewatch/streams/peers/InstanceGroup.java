package org.lodewatch.streams.peers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.lodewatch.clients.kafka.KafkaFutures;

/**
 * The group of all instances of an application, at the broker. Each method throws a {@link
 * org.apache.kafka.common.KafkaException} if the broker refuses it, or does not answer.
 */
public class InstanceGroup {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    /**
     * A member: a thread of an instance.
     *
     * @param groupInstanceId its permanent name, or that of {@link InstanceNames#groupInstanceId}; empty if it has none
     */
    public record ThreadMember(String clientId, Optional<String> groupInstanceId) {}

    private final Admin admin;
    private final String name;
    private final boolean streamsProtocol;

    /** @param streamsProtocol whether the group has the rebalance protocol {@code streams} */
    public InstanceGroup(Admin admin, String name, boolean streamsProtocol) {
        this.admin = admin;
        this.name = name;
        this.streamsProtocol = streamsProtocol;
    }

    /** Its members; none if the group does not exist. */
    public List<ThreadMember> members() {
        return streamsProtocol ? ofStreamsGroup() : ofClassicGroup();
    }

    private List<ThreadMember> ofStreamsGroup() {
        return KafkaFutures.awaitUnless(
                        GroupIdNotFoundException.class,
                        admin.describeStreamsGroups(List.of(name))
                                .describedGroups()
                                .get(name))
                .map(group -> group.members().stream()
                        .map(member -> new ThreadMember(member.clientId(), Optional.empty()))
                        .toList())
                .orElse(List.of());
    }

    private List<ThreadMember> ofClassicGroup() {
        return KafkaFutures.awaitUnless(
                        GroupIdNotFoundException.class,
                        admin.describeConsumerGroups(List.of(name))
                                .describedGroups()
                                .get(name))
                .map(group -> group.members().stream()
                        .map(member -> new ThreadMember(member.clientId(), member.groupInstanceId()))
                        .toList())
                .orElse(List.of());
    }

    /**
     * Removes members, whose partitions move at once then. One that is gone already is ignored.
     *
     * @param groupInstanceIds of the members; at least one
     */
    void remove(Set<String> groupInstanceIds) {
        RemoveMembersFromConsumerGroupOptions options = new RemoveMembersFromConsumerGroupOptions(
                groupInstanceIds.stream().map(MemberToRemove::new).collect(Collectors.toSet()));
        options.reason("its process has ended");
        KafkaFutures.awaitUnless(
                UnknownMemberIdException.class,
                admin.removeMembersFromConsumerGroup(name, options.timeoutMs(PATIENCE_MILLIS))
                        .all());
    }

    /** Aborts the open transactions of producers, and lets these producers begin no others. */
    KafkaFuture<Void> endTransactions(Set<String> transactionalIds) {
        return admin.fenceProducers(transactionalIds, new FenceProducersOptions().timeoutMs(PATIENCE_MILLIS))
                .all();
    }
}
