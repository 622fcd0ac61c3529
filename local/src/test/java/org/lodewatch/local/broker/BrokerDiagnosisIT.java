package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.clients.kafka.BrokerDiagnosis;

@Timeout(120)
class BrokerDiagnosisIT {

    private static final String TOPIC = "ledger";

    @Test
    void aMissingBrokerOrCoordinatorIsNamed() throws Exception {
        Map<String, Object> settings;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single())) {
            settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
            assertThat(BrokerDiagnosis.of(settings, List.of(TOPIC)))
                    .isEqualTo("there is no transaction coordinator: topic __transaction_state does not exist");

            beginTransactions(kafka);

            assertThat(BrokerDiagnosis.of(settings, List.of(TOPIC)))
                    .isEqualTo("the brokers answer, but do not accept the records: see their log");
            // A topic that does not exist is reported where it is needed.
            assertThat(BrokerDiagnosis.of(settings, List.of("missing", TOPIC)))
                    .isEqualTo("the brokers answer, but do not accept the records: see their log");
        }
        assertThat(BrokerDiagnosis.of(settings, List.of(TOPIC)))
                .isEqualTo("no broker answers at " + settings.get("bootstrap.servers"));
    }

    @Test
    void aPartitionWithoutItsLeaderOrTooFewReplicasIsNamed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.three())) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(
                                new NewTopic("alone", Map.of(0, List.of(3))),
                                new NewTopic(TOPIC, Map.of(0, List.of(1, 2, 3)))
                                        .configs(Map.of("min.insync.replicas", "3"))))
                        .all()
                        .get();
            }
            beginTransactions(kafka);

            kafka.stopNode(3);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(BrokerDiagnosis.of(settings, List.of("alone")))
                            .isEqualTo("partition 0 of alone has no leader"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(BrokerDiagnosis.of(settings, List.of(TOPIC)))
                            .isEqualTo("partition 0 of ledger has 2 replicas in sync, and needs 3"));
        }
    }

    /** The topic of the coordinator is made for the first producer. */
    private static void beginTransactions(EmbeddedKafka kafka) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "diagnosis");
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
            producer.initTransactions();
        }
    }
}
