package org.lodewatch.cli.policies;

import java.util.List;
import java.util.Optional;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.topics.Topics;

/** The policies that stand from the start: written once, with their topic, so that deleting one is for good. */
public final class StandingPolicies {

    private StandingPolicies() {}

    /**
     * Creates the topics that are missing.
     *
     * @param replicas of each, or empty for the brokers' default
     * @return names of those created
     */
    public static List<String> createTopics(KafkaCluster cluster, Optional<Short> replicas) {
        // Before they exist: policies that cannot be written then would never stand.
        Topics.DEPENDENCE_POLICIES.prepare(cluster.formats());
        List<String> created = cluster.topics().create(Topics.all(), replicas);
        if (created.contains(Topics.DEPENDENCE_POLICIES.name())) {
            new PolicyTopic(cluster).write(Policies.initial());
        }
        return created;
    }
}
