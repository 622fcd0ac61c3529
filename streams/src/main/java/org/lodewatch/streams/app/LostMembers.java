package org.lodewatch.streams.app;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions of members that the group of all instances has lost. Readers of committed records wait at an open transaction of
 * a killed instance, otherwise until its timeout and until the broker next looks.
 *
 * <p>The group accepts no offsets of a member that it has lost, so that none of its transactions can be committed any more. A member that
 * was lost by mistake joins the group again, and continues after its last commit, as exactly-once processing always does.
 */
final class LostMembers {

    private static final Logger LOG = LoggerFactory.getLogger(LostMembers.class);

    /** Kafka Streams names clients so: the consumer is a member of the group, the producer publishes for the same thread. */
    private static final Pattern MEMBER = Pattern.compile("(.+-StreamThread-[0-9]+)-consumer");

    private final Group group;
    private final String self;

    /** Those of the other instances when the group was last looked at. */
    private Set<String> transactionalIds = Set.of();

    /** A group of instances, at the broker. */
    interface Group {

        /** The client ids of its members; none if the group does not exist. */
        Set<String> clientIds();

        /** Aborts the open transactions of producers, and lets these producers begin no others. */
        void endTransactions(Set<String> transactionalIds);
    }

    /** @param self the client id of this instance, which ends no transaction of its own */
    LostMembers(Group group, String self) {
        this.group = group;
        this.self = self;
    }

    /** Ends the transactions of members that the group has lost since the last call. */
    void look() {
        Set<String> now = group.clientIds().stream()
                .filter(client -> !client.startsWith(self + "-StreamThread-"))
                .map(MEMBER::matcher)
                .filter(Matcher::matches)
                .map(member -> member.group(1) + "-producer")
                .collect(Collectors.toSet());
        Set<String> lost = new HashSet<>(transactionalIds);
        lost.removeAll(now);
        if (!lost.isEmpty()) {
            LOG.info("the group has lost {} members: ending their transactions", lost.size());
            group.endTransactions(lost);
        }
        transactionalIds = now;
    }
}
