package org.lodewatch.benchmarks.product;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.benchmarks.frame.ScratchTopics;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Makes everything anew that a replay makes of customs-imports: no job may find what another has reckoned. */
final class FreshTopics {

    private FreshTopics() {}

    /** @param applicationId whose changelogs go, too */
    static void renew(KafkaCluster cluster, String applicationId) {
        Set<String> made =
                new HashSet<>(Topics.ofTopology().stream().map(Topic::name).toList());
        made.remove(Topics.CUSTOMS_IMPORTS.name());
        ScratchTopics.delete(cluster, name -> made.contains(name) || name.startsWith(applicationId + "-"));
        PolicyTopic.createTopics(cluster, Optional.empty());
    }
}
