package org.lodewatch.local.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.commands.Session;
import org.lodewatch.service.lag.GroupLag;
import org.lodewatch.service.lag.Lag;
import org.lodewatch.service.lag.LagScope;
import org.lodewatch.service.lag.LagStatus;
import org.lodewatch.service.lag.LagTiming;
import org.lodewatch.service.lag.LagWatch;
import org.lodewatch.service.lag.PartitionLag;

/** The lag of share groups on a real broker, with records of committed and of aborted transactions. */
@Timeout(120)
class LagOfShareGroupsIT {

    private static final LagTiming QUICK = new LagTiming(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private String servers;
    private Admin admin;
    private String topic;
    private String group;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        servers = SharedKafka.bootstrapServers();
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        topic = test.getTestMethod().orElseThrow().getName();
        group = "share-" + topic;
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                .all()
                .get();
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(
                                set("share.auto.offset.reset", "earliest"),
                                set("share.isolation.level", "read_committed"))))
                .all()
                .get();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", topic, "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
    }

    @AfterEach
    void stop() {
        producer.close();
        admin.close();
    }

    @Test
    void recordsWaitUntilTheyAreAcknowledgedInAnyOrder() {
        write(5);
        abort(4);
        try (KafkaShareConsumer<String, String> consumer = consumer();
                LagWatch watch = watch()) {
            acknowledge(consumer, read(consumer, 5));
            assertThat(lag(watch).lag()).isEqualTo(Lag.NONE);
            assertThat(lag(watch).status()).isEqualTo(LagStatus.OK);
            assertThat(of(watch).protocol()).isEqualTo("share");
            assertThat(of(watch).members()).hasSize(1);

            write(3);
            List<ConsumerRecord<String, String>> three = read(consumer, 3);
            assertThat(lag(watch).lag().records())
                    .as("three records and a marker")
                    .hasValue(4);
            consumer.acknowledge(three.get(0), AcknowledgeType.RELEASE);
            acknowledge(consumer, three.subList(1, 3));

            assertThat(lag(watch).lag()).isEqualTo(new Lag(OptionalLong.of(1), false, Optional.empty()));
            acknowledge(consumer, read(consumer, 1));
            assertThat(lag(watch).lag()).isEqualTo(Lag.NONE);
        }
    }

    @Test
    void aGroupThatHasAcknowledgedNothingIsUnknownAndNotZero() {
        write(3);
        try (KafkaShareConsumer<String, String> consumer = consumer();
                LagWatch watch = watch()) {
            List<ConsumerRecord<String, String>> records = read(consumer, 3);

            assertThat(lag(watch).lag()).isEqualTo(Lag.UNKNOWN);
            assertThat(lag(watch).status()).isEqualTo(LagStatus.UNKNOWN);

            acknowledge(consumer, records);
            assertThat(lag(watch).lag()).isEqualTo(Lag.NONE);
        }
    }

    @Test
    void aGroupWithoutMembersIsAStopAndTheCommandSaysWhatItsLagCounts() {
        write(2);
        try (KafkaShareConsumer<String, String> consumer = consumer()) {
            acknowledge(consumer, read(consumer, 2));
        }
        write(6);

        Session session =
                Session.of("lag", "--bootstrap-server", servers, "--application-id", "absent", "--group", group);

        assertThat(session.err()).isEmpty();
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out().lines())
                .anyMatch(line -> line.matches(group + " +" + topic + " +all +~7 +unknown +- +STOP"))
                .anyMatch(line -> line.startsWith("lag of share groups: "));
    }

    private static void acknowledge(
            KafkaShareConsumer<String, String> consumer, List<ConsumerRecord<String, String>> records) {
        records.forEach(consumer::acknowledge);
        assertThat(consumer.commitSync().values()).allMatch(Optional::isEmpty);
    }

    private void write(int records) {
        producer.beginTransaction();
        send(records);
        producer.commitTransaction();
        settle();
    }

    private void abort(int records) {
        producer.beginTransaction();
        send(records);
        producer.flush();
        producer.abortTransaction();
        settle();
    }

    /** Returns once the marker is in the log, which counts. */
    private void settle() {
        PartitionOffsets.settled(admin, List.of(new TopicPartition(topic, 0)));
    }

    private void send(int records) {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topic, "key-" + i, "value"));
        }
    }

    private KafkaShareConsumer<String, String> consumer() {
        KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", group, "share.acknowledgement.mode", "explicit"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private static List<ConsumerRecord<String, String>> read(KafkaShareConsumer<String, String> consumer, int count) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        patiently().until(() -> {
            if (found.size() < count) {
                consumer.poll(Duration.ofMillis(500)).forEach(found::add);
            }
            return found.size() >= count;
        });
        return found;
    }

    private LagWatch watch() {
        return new LagWatch(Map.of("bootstrap.servers", servers), new LagScope("absent", Set.of(group)), QUICK);
    }

    private PartitionLag lag(LagWatch watch) {
        return of(watch).topics().get(0).partitions().get(0);
    }

    private GroupLag of(LagWatch watch) {
        return watch.sample().groups().stream()
                .filter(found -> found.group().equals(group))
                .findAny()
                .orElseThrow();
    }

    private static ConditionFactory patiently() {
        return await().pollInSameThread().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(300));
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
