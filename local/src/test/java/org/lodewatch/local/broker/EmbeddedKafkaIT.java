package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.schemas.OperatorException;

class EmbeddedKafkaIT {

    private static final String TOPIC = "ledger";

    @Test
    void aSingleNodeCommitsATransaction() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single());
                Admin admin = admin(kafka)) {
            createTopic(admin);

            publish(kafka, "antimony");

            assertThat(mineralsIn(kafka)).containsExactly("antimony");
        }
    }

    @Test
    void recordsAreKeptOverARestartOnAnotherPort(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single().keptIn(directory));
                Admin admin = admin(kafka)) {
            createTopic(admin);
            publish(kafka, "antimony");
        }

        try (EmbeddedKafka again = EmbeddedKafka.start(BrokerSetup.single().keptIn(directory))) {
            assertThat(mineralsIn(again)).containsExactly("antimony");
        }
    }

    @Test
    void aTakenPortIsReportedWithTheRemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            BrokerSetup setup = BrokerSetup.single().at(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(setup))
                    .isInstanceOf(OperatorException.class)
                    .hasMessage(
                            "port %d of 127.0.0.1 is taken: name another one with --port, or stop what listens there"
                                    .formatted(other.getLocalPort()));
        }
    }

    @Test
    void aDataDirectoryServesOneBrokerAtATime(@TempDir Path directory) {
        try (EmbeddedKafka first = EmbeddedKafka.start(BrokerSetup.single().keptIn(directory))) {
            BrokerSetup second = BrokerSetup.single().keptIn(directory);

            assertThatThrownBy(() -> EmbeddedKafka.start(second))
                    .isInstanceOf(OperatorException.class)
                    .hasMessage("another broker uses %s: stop it, or name another directory with --data-dir"
                            .formatted(directory));
            assertThat(first.fatalFault()).isNotDone();
        }
    }

    @Test
    void aFileIsRejectedAsDataDirectory(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "antimony");
        BrokerSetup setup = BrokerSetup.single().keptIn(file);

        assertThatThrownBy(() -> EmbeddedKafka.start(setup))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("notes.txt")
                .hasMessageEndingWith("name another one with --data-dir");
    }

    @Test
    void threeNodesContinueWithoutOneAndAcceptItAgain() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.three());
                Admin admin = admin(kafka)) {
            createTopic(admin);
            publish(kafka, "antimony");

            kafka.stopNode(2);
            publish(kafka, "gallium");
            kafka.startNode(2);

            awaitThat(() -> describe(admin).partitions().get(0).isr().size() == 3);
            assertThat(mineralsIn(kafka)).containsExactly("antimony", "gallium");
        }
    }

    /** With Kafka's default minima of 45 s and 5 s the broker refuses this. */
    @Test
    void aStreamsGroupCanBeGivenAShortSession() throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "lodewatch");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single());
                Admin admin = admin(kafka)) {
            assertThat(sessionTimeout(admin, group)).isEqualTo("6000");

            admin.incrementalAlterConfigs(Map.of(
                            group,
                            List.of(
                                    set("streams.session.timeout.ms", "8000"),
                                    set("streams.heartbeat.interval.ms", "2000"),
                                    set("streams.num.standby.replicas", "1"))))
                    .all()
                    .get();

            awaitThat(() -> sessionTimeout(admin, group).equals("8000"));
        }
    }

    private static String sessionTimeout(Admin admin, ConfigResource group) throws Exception {
        return admin.describeConfigs(List.of(group))
                .all()
                .get()
                .get(group)
                .get("streams.session.timeout.ms")
                .value();
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void createTopic(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                .all()
                .get();
    }

    /** One record in a transaction of its own. */
    private static void publish(EmbeddedKafka kafka, String mineral) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test-feed");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, mineral, "ore")).get();
            producer.commitTransaction();
        }
    }

    private static List<String> mineralsIn(EmbeddedKafka kafka) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        List<String> minerals = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end;
            try (Admin admin = admin(kafka)) {
                end = PartitionOffsets.settled(admin, List.of(partition)).get(partition);
            }
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found -> minerals.add(found.key()));
            }
        }
        return minerals;
    }

    private static TopicDescription describe(Admin admin) throws Exception {
        return admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
