package org.lodewatch.guarantees;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.clients.kafka.KafkaFutures;
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
        // One request in flight: the leader of a new partition may refuse the first batch and accept the second.
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers", to.bootstrapServers(), "acks", "all", "max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            TopicLog.read(from.bootstrapServers(), topic)
                    .forEach(entry -> sent.add(producer.send(new ProducerRecord<>(
                            topic.name(),
                            entry.record().partition(),
                            entry.record().timestamp(),
                            entry.record().key(),
                            entry.record().value(),
                            entry.record().headers()))));
            sent.forEach(KafkaFutures::await);
        }
    }
}
