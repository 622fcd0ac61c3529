package org.lodewatch.guarantees;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The shares and alerts that one instance publishes for a log without any failure, on a broker of its own. Runs with
 * failures are compared with it.
 */
final class UndisturbedRun {

    private UndisturbedRun() {}

    /** From a copy of the imports and policies of a cluster. */
    static View of(TrialCluster original, Catalogue catalogue, Path place) {
        try (TrialCluster cluster = TrialCluster.startWithoutPolicies()) {
            copy(Topics.CUSTOMS_IMPORTS, original, cluster);
            copy(Topics.DEPENDENCE_POLICIES, original, cluster);
            ShortRun.of(cluster, place.resolve("undisturbed"), Map.of(), catalogue);
            return Published.on(cluster.bootstrapServers()).view();
        }
    }

    /** Copies each record with partition, timestamp and headers. */
    static void copy(Topic<?, ?> topic, TrialCluster from, TrialCluster to) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", to.bootstrapServers());
        try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            TopicLog.read(from.bootstrapServers(), topic)
                    .forEach(entry -> producer.send(new ProducerRecord<>(
                            topic.name(),
                            entry.record().partition(),
                            entry.record().timestamp(),
                            entry.record().key(),
                            entry.record().value(),
                            entry.record().headers())));
        }
    }
}
