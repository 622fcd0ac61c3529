package org.lodewatch.benchmarks.frame;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;

/** Topics that one job leaves, and the next must not find. */
public final class ScratchTopics {

    private ScratchTopics() {}

    /** Deletes the topics of such names. */
    public static void delete(KafkaCluster cluster, Predicate<String> name) {
        Set<String> existing = KafkaFutures.await(cluster.admin().listTopics().names());
        List<String> unwanted = existing.stream().filter(name).toList();
        KafkaFutures.await(cluster.admin().deleteTopics(unwanted).all());
    }
}
