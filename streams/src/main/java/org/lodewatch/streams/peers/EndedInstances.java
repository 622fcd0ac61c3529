package org.lodewatch.streams.peers;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaFuture;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.streams.peers.InstanceGroup.ThreadMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees what instances hold that have ended without leaving their group: partitions, and transactions that stay open, at which
 * readers of committed records wait. Without it, both last until their timeouts.
 *
 * <p>If an instance is taken for ended by mistake, it loses its partitions and the transaction that is open, joins the group
 * again, and continues after its last commit, as exactly-once processing always does.
 */
final class EndedInstances {

    private static final Logger LOG = LoggerFactory.getLogger(EndedInstances.class);

    private final InstanceGroup group;
    private final String self;

    /** Those of the other instances when the group was last looked at. */
    private Set<String> transactionalIds = Set.of();

    /** @param self the client id of this instance, which never frees anything of its own */
    EndedInstances(InstanceGroup group, String self) {
        this.group = group;
        this.self = self;
    }

    /**
     * Ends the transactions of an instance, and removes its members from the group, except those with a permanent name: they are
     * expected back. Nothing if it has no member, because it has left the group before it ended.
     *
     * @param instance its client id
     * @throws org.apache.kafka.common.KafkaException if the broker refuses it, or does not answer
     */
    void free(String instance) {
        List<ThreadMember> members = group.members().stream()
                .filter(member -> isOf(instance, member.clientId()))
                .toList();
        Set<String> open = transactionalIds(members);
        if (open.isEmpty()) {
            return;
        }
        KafkaFuture<Void> ended = group.endTransactions(open);
        Set<String> removable = removable(members);
        if (!removable.isEmpty()) {
            group.remove(removable);
        }
        KafkaFutures.await(ended);
        transactionalIds = without(transactionalIds, open);
        if (removable.isEmpty()) {
            LOG.info("instance {} has ended and stays in its group: ended its transactions", instance);
        } else {
            LOG.warn(
                    "instance {} has ended without leaving its group: removed it, and ended its transactions",
                    instance);
        }
    }

    private static Set<String> removable(List<ThreadMember> members) {
        return members.stream()
                .flatMap(member -> member.groupInstanceId().stream()
                        .filter(id -> InstanceNames.isOfThisProcessOnly(member.clientId(), id)))
                .collect(Collectors.toSet());
    }

    /**
     * Ends the transactions of members that the group has lost since the last call. The group accepts no offsets of them any
     * more, so that none of their transactions can be committed.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker refuses it, or does not answer
     */
    void endTransactionsOfLostMembers() {
        Set<String> now = transactionalIds(group.members());
        Set<String> lost = without(transactionalIds, now);
        if (!lost.isEmpty()) {
            LOG.info("the group has lost {} members: ending their transactions", lost.size());
            KafkaFutures.await(group.endTransactions(lost));
        }
        transactionalIds = now;
    }

    private Set<String> transactionalIds(List<ThreadMember> members) {
        return members.stream()
                .map(ThreadMember::clientId)
                .filter(client -> !isOf(self, client))
                .flatMap(client -> InstanceNames.transactionalId(client).stream())
                .collect(Collectors.toSet());
    }

    private static boolean isOf(String instance, String memberClientId) {
        return InstanceNames.instance(memberClientId).equals(Optional.of(instance));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
