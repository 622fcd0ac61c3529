package org.lodewatch.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;

class OpenTransactionsTest {

    private static final String TOPIC = "lines";

    @Test
    void namesPartitionsWithATransactionThatDoesNotEnd() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer"),
                        new StringSerializer(),
                        new StringSerializer())) {
            KafkaFutures.await(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all());
            producer.initTransactions();
            producer.beginTransaction();
            KafkaFutures.await(producer.send(new ProducerRecord<>(TOPIC, 0, "key", "value")));

            assertThat(OpenTransactions.await(admin, Duration.ofSeconds(1)))
                    .singleElement()
                    .asString()
                    .contains("lines-0: last stable offset 0, written up to 1; producer id ");

            producer.commitTransaction();
            assertThat(OpenTransactions.await(admin, Duration.ofSeconds(30))).isEmpty();
        }
    }
}
