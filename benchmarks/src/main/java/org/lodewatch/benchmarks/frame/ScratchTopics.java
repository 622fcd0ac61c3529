package org.lodewatch.benchmarks.frame;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.lodewatch.clients.kafka.KafkaCluster;

/** Topics that one job leaves, and the next must not find. */
public final class ScratchTopics {

    private ScratchTopics() {}

    /** Deletes the topics of such names. */
    public static void delete(KafkaCluster cluster, Predicate<String> name) {
        try {
            Set<String> existing = cluster.admin().listTopics().names().get();
            List<String> gone = existing.stream().filter(name).toList();
            cluster.admin().deleteTopics(gone).all().get();
        } catch (ExecutionException e) {
            throw new JobFailedException("the topics of the last job cannot be deleted: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }
}
