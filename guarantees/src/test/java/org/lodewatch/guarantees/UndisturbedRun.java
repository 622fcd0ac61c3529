package org.lodewatch.guarantees;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.guarantees.Published.Picture;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * What one instance makes of a log that nobody disturbs, on a broker of its own: the measure for those that were
 * disturbed.
 */
final class UndisturbedRun {

    private UndisturbedRun() {}

    /** The picture in the end, from a copy of the imports and policies of a cluster. */
    static Picture of(TrialCluster original, Catalogue catalogue, Path place) {
        try (TrialCluster cluster = TrialCluster.startWithoutPolicies()) {
            copy(Topics.CUSTOMS_IMPORTS, original, cluster);
            copy(Topics.DEPENDENCE_POLICIES, original, cluster);
            ShortRun.of(cluster, place.resolve("undisturbed"), Map.of(), catalogue);
            return Published.on(cluster.bootstrapServers()).picture();
        }
    }

    /** Record by record, each in its partition, at its time and with its headers. */
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
