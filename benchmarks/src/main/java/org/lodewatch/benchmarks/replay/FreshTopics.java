package org.lodewatch.benchmarks.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.policies.StandingPolicies;
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
        Admin admin = cluster.admin();
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<String> gone = existing.stream()
                    .filter(name -> made.contains(name) || name.startsWith(applicationId + "-"))
                    .toList();
            admin.deleteTopics(gone).all().get();
        } catch (ExecutionException e) {
            throw new JobFailedException("the topics of the last job cannot be deleted: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
        StandingPolicies.createTopics(cluster, Optional.empty());
    }
}
