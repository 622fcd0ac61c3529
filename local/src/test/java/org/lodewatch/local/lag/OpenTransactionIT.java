package org.lodewatch.local.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.clients.kafka.OpenTransactionSearch;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.commands.Session;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.lag.LagMonitor;
import org.lodewatch.service.lag.LagScope;

/** A transaction that does not end is named wherever an operator looks, because nothing behind it is read. */
@Timeout(120)
class OpenTransactionIT {

    private static final String TOPIC = Topics.CUSTOMS_IMPORTS.name();
    private static final int PARTITION = 10;

    private final String servers = SharedKafka.emptied();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", "another program"),
            new StringSerializer(),
            new StringSerializer());

    @BeforeEach
    void topics() {
        assertThat(run("topics", "create").exitCode()).isZero();
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close(Duration.ZERO);
        admin.close();
    }

    private Session run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--bootstrap-server";
        all[arguments.length + 1] = servers;
        return Session.of(all);
    }

    /** Begins a transaction with two records, and leaves it open. */
    private void leaveOpen(Instant at) {
        producer.beginTransaction();
        for (int record = 0; record < 2; record++) {
            producer.send(new ProducerRecord<>(TOPIC, PARTITION, at.toEpochMilli(), "id-" + record, "no import"));
        }
        producer.flush();
    }

    private List<OpenTransaction> open() {
        return OpenTransactionSearch.find(admin, Set.of(TOPIC, "no-such-topic"));
    }

    /** As {@code kafka-transactions.sh abort --start-offset 0} does. */
    private void abort() throws Exception {
        TopicPartition partition = new TopicPartition(TOPIC, PARTITION);
        ProducerState writer = admin.describeProducers(List.of(partition))
                .partitionResult(partition)
                .get()
                .activeProducers()
                .get(0);
        admin.abortTransaction(new AbortTransactionSpec(
                        partition,
                        writer.producerId(),
                        (short) writer.producerEpoch(),
                        Math.max(writer.coordinatorEpoch().orElse(0), 0)))
                .all()
                .get();
    }

    private LagMonitor monitor() {
        return LagMonitor.start(
                Map.of("bootstrap.servers", servers), new LagScope("lodewatch", Set.of()), Duration.ofMillis(200));
    }

    private static Health judged(LagMonitor monitor) {
        return monitor.judge(new Health(true, true, HealthState.RUNNING, Map.of()));
    }

    @Test
    void aTransactionThatDoesNotEndIsNamedWithItsPlaceUntilItEnds() throws Exception {
        Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(3));
        leaveOpen(since);

        assertThat(open()).singleElement().satisfies(found -> {
            assertThat(found.topic()).isEqualTo(TOPIC);
            assertThat(found.partition()).isEqualTo(PARTITION);
            assertThat(found.offset()).isZero();
            assertThat(found.held()).isEqualTo(2);
            assertThat(found.since()).hasValue(since);
        });
        String sentence = open().get(0).sentence();
        assertThat(sentence)
                .startsWith(
                        "partition 10 of customs-imports is held back from offset 0 by an open transaction of producer id ")
                .endsWith(" since " + since + ": up to 2 records are not read");
        try (LagMonitor monitor = monitor()) {
            await().until(() -> judged(monitor).state() == HealthState.HELD_BACK);

            assertThat(judged(monitor).ready()).isTrue();
            assertThat(judged(monitor).reason()).hasValue(sentence);
            Session lag = run("lag");
            assertThat(lag.exitCode()).isEqualTo(1);
            assertThat(lag.out().lines()).contains(sentence);
            Session verified = run("verify", "--wait", "0");
            assertThat(verified.exitCode()).isEqualTo(3);
            assertThat(verified.out().lines()).contains(sentence + ", and not counted");

            abort();

            await().until(() -> judged(monitor).state() == HealthState.RUNNING);
        }
        assertThat(open()).isEmpty();
        assertThat(run("verify", "--wait", "0").exitCode()).isZero();
    }

    /** Feeds have one open most of the time. */
    @Test
    void aTransactionThatHasJustBegunIsNoFault() {
        leaveOpen(Instant.now());

        assertThat(open())
                .singleElement()
                .matches(found -> !found.lastedLongerThan(OpenTransactionSearch.longest(Map.of()), Instant.now()))
                .matches(found ->
                        found.lastedLongerThan(Duration.ZERO, Instant.now().plusMillis(1)));
        try (LagMonitor monitor = monitor()) {
            await().until(() -> monitor.current().isPresent());

            assertThat(judged(monitor).state()).isEqualTo(HealthState.RUNNING);
            assertThat(monitor.current().orElseThrow().heldBack()).isEmpty();
        }
        producer.abortTransaction();
    }

    @Test
    void theLongestTransactionIsThatOfTheSettingsAndTheTimeUntilABrokerLooks() {
        assertThat(OpenTransactionSearch.longest(Map.of("transaction.timeout.ms", "2000")))
                .isEqualTo(Duration.ofSeconds(12));
    }
}
