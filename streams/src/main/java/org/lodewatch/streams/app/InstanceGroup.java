package org.lodewatch.streams.app;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.lodewatch.clients.kafka.KafkaFutures;

/**
 * The group of all instances of an application, at the broker. Each method throws a {@link org.apache.kafka.common.KafkaException}
 * if the broker refuses it, or does not answer.
 */
final class InstanceGroup implements LostMembers.Group {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final Admin admin;
    private final String name;
    private final boolean streamsProtocol;

    /** @param streamsProtocol whether the group has the rebalance protocol {@code streams} */
    InstanceGroup(Admin admin, String name, boolean streamsProtocol) {
        this.admin = admin;
        this.name = name;
        this.streamsProtocol = streamsProtocol;
    }

    @Override
    public Set<String> clientIds() {
        try {
            return members().collect(Collectors.toSet());
        } catch (GroupIdNotFoundException e) {
            return Set.of();
        }
    }

    private Stream<String> members() {
        return streamsProtocol
                ? KafkaFutures.await(admin.describeStreamsGroups(List.of(name)).all()).get(name).members().stream()
                        .map(StreamsGroupMemberDescription::clientId)
                : KafkaFutures.await(admin.describeConsumerGroups(List.of(name)).all()).get(name).members().stream()
                        .map(MemberDescription::clientId);
    }

    @Override
    public void endTransactions(Set<String> transactionalIds) {
        KafkaFutures.await(
                admin.fenceProducers(transactionalIds, new FenceProducersOptions().timeoutMs(PATIENCE_MILLIS))
                        .all());
    }
}
