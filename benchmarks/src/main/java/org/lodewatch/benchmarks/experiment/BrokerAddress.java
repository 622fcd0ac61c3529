package org.lodewatch.benchmarks.experiment;

import java.util.List;
import java.util.function.Predicate;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;

/**
 * What another JVM needs to use a {@link BrokerProcess}.
 *
 * @param pid process id of the broker
 * @param directory deleted when the broker is closed
 */
public record BrokerAddress(String bootstrapServers, long pid, String directory) {

    public KafkaCluster connect() {
        return KafkaCluster.connect(ClientSettings.at(bootstrapServers));
    }

    /** Connects, and deletes the topics that an earlier run of a job has left. @param left by their names */
    public KafkaCluster connectWithout(Predicate<String> left) {
        KafkaCluster cluster = connect();
        List<String> topics = KafkaFutures.await(cluster.admin().listTopics().names()).stream()
                .filter(left)
                .toList();
        KafkaFutures.await(cluster.admin().deleteTopics(topics).all());
        return cluster;
    }

    /** Starts to measure what this JVM and the broker use. */
    public CostMeter meter() {
        return new CostMeter(pid);
    }
}
