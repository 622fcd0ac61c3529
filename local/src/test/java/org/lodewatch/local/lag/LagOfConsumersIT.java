package org.lodewatch.local.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.service.lag.GroupLag;
import org.lodewatch.service.lag.Lag;
import org.lodewatch.service.lag.LagMonitor;
import org.lodewatch.service.lag.LagReport;
import org.lodewatch.service.lag.LagScope;
import org.lodewatch.service.lag.LagStatus;
import org.lodewatch.service.lag.LagTiming;
import org.lodewatch.service.lag.LagWatch;
import org.lodewatch.service.lag.PartitionLag;

/**
 * The lag of consumers on a real broker, in each state of a consumer, compared with the test's own count of the log. All
 * records are written in transactions, some of which are aborted, so that offsets and counts differ.
 */
@Timeout(90)
class LagOfConsumersIT {

    /** Shorter periods than in production. */
    private static final LagTiming QUICK = new LagTiming(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static String servers;
    private static Admin admin;

    private String topic;
    private String group;
    private TopicPartition first;
    private KafkaProducer<String, String> producer;

    /** Of the last sample that agreed with the log. */
    private int members;

    @BeforeAll
    static void start() {
        servers = SharedKafka.bootstrapServers();
        admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    @AfterAll
    static void stop() {
        admin.close();
    }

    @BeforeEach
    void topic(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName() + "-"
                + Math.abs(test.getDisplayName().hashCode());
        topic = name;
        group = "of-" + name;
        first = new TopicPartition(topic, 0);
        create(Map.of());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", name, "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void aStoppedConsumerIsAStopAndItsLagGrowsWithTheLog() {
        write(20);
        consume(7);
        try (LagWatch watch = watch()) {
            assertThat(agreed(watch).status()).isEqualTo(LagStatus.STOP);
            long before = lag(watch).lag().records().getAsLong();
            abort(5);
            write(11);

            PartitionLag after = agreed(watch);

            assertThat(after.lag().records()).hasValue(before + 11);
            assertThat(after.status()).isEqualTo(LagStatus.STOP);
        }
    }

    @Test
    void aGroupWithOffsetsButWithoutMembersIsAStop() throws Exception {
        write(20);
        admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(9)))
                .all()
                .get();
        try (LagWatch watch = watch()) {
            PartitionLag lag = agreed(watch);

            assertThat(lag.status()).isEqualTo(LagStatus.STOP);
            assertThat(of(watch.sample()).protocol()).isEqualTo("none");
            assertThat(of(watch.sample()).members()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aConsumerThatHasReadAllHasNoLagAlthoughTheLogEndsWithMarkers(String protocol) {
        write(3);
        abort(4);
        try (KafkaConsumer<String, String> consumer = consumer(protocol);
                LagWatch watch = watch()) {
            read(consumer, 3);
            consumer.commitSync();

            PartitionLag lag = agreed(watch);

            assertThat(lag.lag()).isEqualTo(Lag.NONE);
            assertThat(lag.status()).isEqualTo(LagStatus.OK);
            assertThat(of(watch.sample()).members()).hasSize(1);
            assertThat(of(watch.sample()).protocol()).isEqualTo(protocol);
        }
    }

    /** The member does not leave the group, as when a process is killed. Its last commit remains. */
    @Test
    void aKilledConsumerIsAStopOnceItsSessionHasEndedAndItsLagIsRightBefore() {
        write(10);
        KafkaConsumer<String, String> killed =
                consumer("classic", Map.of("session.timeout.ms", 5_000, "heartbeat.interval.ms", 500));
        read(killed, 10);
        killed.commitSync(Map.of(first, new OffsetAndMetadata(4)));
        killed.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
        Set<Integer> seen = new HashSet<>();
        try (LagWatch watch = watch()) {
            patiently().until(() -> {
                write(1);
                LagStatus status = agreed(watch).status();
                seen.add(members);
                assertThat(status == LagStatus.STOP).isEqualTo(members == 0);
                return status == LagStatus.STOP;
            });
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 0);
    }

    /** kafka-lag-exporter once interpolated between two equal points here, and reported NaN. */
    @Test
    void aQuietTopicHasLagZeroAtEverySample() {
        write(3);
        consume(3);
        try (LagWatch watch = watch()) {
            for (int look = 0; look < 5; look++) {
                assertThat(lag(watch).lag()).isEqualTo(Lag.NONE);
            }
        }
        try (LagWatch restarted = watch()) {
            assertThat(lag(restarted).lag()).isEqualTo(Lag.NONE);
        }
    }

    /** Without new records there is no second point for an interpolation. */
    @Test
    void aWaitingRecordGrowsOlderAtEverySampleAndAfterARestart() {
        write(3);
        consume(1);
        List<Duration> ages = new ArrayList<>();
        for (int restart = 0; restart < 2; restart++) {
            try (LagWatch watch = watch()) {
                ages.add(agreed(watch).lag().age().orElseThrow());
                ages.add(agreed(watch).lag().age().orElseThrow());
            }
        }
        assertThat(ages).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEmptyTopicHasLagZero() throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(0)))
                .all()
                .get();
        try (LagWatch watch = watch()) {
            assertThat(lag(watch).lag()).isEqualTo(Lag.NONE);
        }
    }

    /** Burrow's lag does not change here, because it is measured when a consumer commits. */
    @Test
    void aConsumerThatStopsCommittingIsAStallAndItsLagGrows() {
        write(10);
        try (KafkaConsumer<String, String> consumer = consumer("classic");
                LagWatch watch = watch()) {
            read(consumer, 10);
            consumer.commitSync(Map.of(first, new OffsetAndMetadata(5)));
            long[] seen = {agreed(watch).lag().records().getAsLong()};

            patiently().until(() -> {
                consumer.poll(Duration.ofMillis(10)); // alive, and reads, but does not commit
                write(2);
                PartitionLag lag = agreed(watch);
                assertThat(lag.lag().records().getAsLong()).isEqualTo(seen[0] + 2);
                seen[0] += 2;
                return lag.status() == LagStatus.STALL;
            });
            read(consumer, 1);
            consumer.commitSync();

            assertThat(lag(watch).status()).isEqualTo(LagStatus.OK);
        }
    }

    @Test
    void aSlowConsumerIsAWarningUntilItGains() {
        write(50);
        try (KafkaConsumer<String, String> consumer = consumer("classic");
                LagWatch watch = watch()) {
            read(consumer, 50);
            long[] position = {5};

            patiently().pollInterval(Duration.ofMillis(200)).until(() -> {
                consumer.poll(Duration.ofMillis(10));
                consumer.commitSync(Map.of(first, new OffsetAndMetadata(position[0]++)));
                write(5);
                return agreed(watch).status() == LagStatus.WARN;
            });
            patiently().pollInterval(Duration.ofMillis(200)).until(() -> {
                consumer.poll(Duration.ofMillis(10));
                position[0] += 5;
                consumer.commitSync(Map.of(first, new OffsetAndMetadata(position[0])));
                return agreed(watch).status() == LagStatus.OK;
            });
        }
    }

    @Test
    void aConsumerThatWasRewoundIsARewindUntilItHasCaughtUp() throws Exception {
        write(30);
        consume(20);
        // The window is longer than a consumer takes to join.
        try (LagWatch watch = watch(new LagScope("absent", Set.of(group)), LagTiming.STEADY)) {
            agreed(watch);
            admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(2)))
                    .all()
                    .get();
            assertThat(agreed(watch).status()).isEqualTo(LagStatus.STOP);
            try (KafkaConsumer<String, String> consumer = consumer("classic")) {
                read(consumer, 1);
                assertThat(agreed(watch).status()).isEqualTo(LagStatus.REWIND);

                consumer.commitSync(Map.of(first, new OffsetAndMetadata(15)));
                assertThat(agreed(watch).status()).isEqualTo(LagStatus.REWIND);
                consumer.commitSync(Map.of(first, new OffsetAndMetadata(25)));
                assertThat(agreed(watch).status()).isEqualTo(LagStatus.OK);
            }
        }
    }

    @Test
    void aMemberThatHasNeverCommittedIsUnknownAndNotZero() {
        write(10);
        try (KafkaConsumer<String, String> consumer = consumer("classic");
                LagWatch watch = watch()) {
            read(consumer, 1);

            PartitionLag lag = lag(watch);

            assertThat(lag.lag()).isEqualTo(Lag.UNKNOWN);
            assertThat(lag.status()).isEqualTo(LagStatus.UNKNOWN);
            assertThat(of(watch.sample()).lag()).isEqualTo(Lag.UNKNOWN);
        }
    }

    /** As during a first rebalance. */
    @Test
    void aMemberThatHasNoPartitionYetIsUnknownAndNotZero() {
        try (KafkaConsumer<String, String> consumer = consumer("classic");
                LagWatch watch = watch()) {
            consumer.subscribe(List.of(topic + "-to-come"));
            patiently().until(() -> {
                consumer.poll(Duration.ofMillis(10));
                return of(watch.sample()).members().size() == 1;
            });

            GroupLag lag = of(watch.sample());

            assertThat(lag.topics()).isEmpty();
            assertThat(lag.lag()).isEqualTo(Lag.UNKNOWN);
            assertThat(lag.status()).isEqualTo(LagStatus.UNKNOWN);
        }
    }

    @Test
    void aPartitionThatWasAddedIsUnknownUntilItIsRead() throws Exception {
        write(4);
        consume(4);
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
        try (LagWatch watch = watch()) {
            patiently()
                    .until(() -> of(watch.sample()).topics().get(0).partitions().size() == 2);

            List<PartitionLag> partitions = of(watch.sample()).topics().get(0).partitions();

            assertThat(partitions.get(0).lag()).isEqualTo(Lag.NONE);
            assertThat(partitions.get(1).lag()).isEqualTo(Lag.UNKNOWN);
        }
    }

    @Test
    void recordsThatCompactionRemovedAreNotCounted() throws Exception {
        admin.deleteTopics(Set.of(topic)).all().get();
        patiently().until(() -> !admin.listTopics().names().get().contains(topic));
        create(Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0.01",
                "max.compaction.lag.ms", "100"));
        for (int i = 0; i < 10; i++) {
            write(10);
        }
        admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(1)))
                .all()
                .get();
        patiently().until(() -> {
            write(1); // rolls the segment
            return CountedLog.read(servers, first).from(1) < 80;
        });
        try (LagWatch watch = watch()) {
            assertThat(agreed(watch).lag().records().getAsLong()).isLessThan(100);
        }
    }

    @Test
    void recordsOfAnOpenTransactionAreNotCountedUntilItIsCommitted() {
        write(5);
        consume(5);
        producer.beginTransaction();
        send(3);
        producer.flush();
        try (LagWatch watch = watch()) {
            assertThat(lag(watch).lag()).isEqualTo(Lag.NONE);

            commit();

            assertThat(agreed(watch).lag().records()).hasValue(3);
        }
    }

    @Test
    void aGroupBeyondTheEndOfTheLogIsUnknown() throws Exception {
        write(5);
        admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(1_000)))
                .all()
                .get();
        try (LagWatch watch = watch()) {
            assertThat(lag(watch).lag()).isEqualTo(Lag.UNKNOWN);
        }
    }

    @Test
    void twoGroupsInOneLogEachHaveTheirOwnLag() throws Exception {
        write(20);
        String other = group + "-other";
        admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(4)))
                .all()
                .get();
        admin.alterConsumerGroupOffsets(other, Map.of(first, new OffsetAndMetadata(17)))
                .all()
                .get();
        CountedLog log = CountedLog.read(servers, first);
        try (LagWatch watch = watch(new LagScope("absent", Set.of(group, other)), QUICK)) {
            LagReport report = watch.sample();

            assertThat(records(report, group)).hasValue(log.from(4));
            assertThat(records(report, other)).hasValue(log.from(17));
        }
    }

    @Test
    void aLagThatCannotBeCountedInTimeIsMarkedAsAnEstimate() {
        for (int i = 0; i < 20; i++) {
            write(100);
        }
        consume(1);
        LagTiming noTime = new LagTiming(Duration.ofSeconds(2), Duration.ofNanos(1));
        try (LagWatch watch = watch(new LagScope("absent", Set.of(group)), noTime)) {
            Lag lag = lag(watch).lag();

            assertThat(lag.exact()).isFalse();
            assertThat(lag.records().getAsLong()).isBetween(1L, 2_100L);
            assertThat(lag.age()).isEmpty();
        }
    }

    @Test
    void theMonitorContinuesAndReportsUnknownOnceTheBrokerIsGone() throws Exception {
        EmbeddedKafka own = EmbeddedKafka.start(BrokerSetup.single());
        try (Admin itsAdmin = Admin.create(Map.of("bootstrap.servers", own.bootstrapServers()));
                LagMonitor monitor = LagMonitor.start(
                        Map.of("bootstrap.servers", own.bootstrapServers()),
                        new LagScope("absent", Set.of(group)),
                        Duration.ofMillis(100))) {
            create(itsAdmin, new NewTopic(topic, 1, (short) 1));
            itsAdmin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(0)))
                    .all()
                    .get();
            patiently()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> monitor.current().stream()
                            .flatMap(report -> report.groups().stream())
                            .anyMatch(found ->
                                    !found.topics().isEmpty() && found.lag().equals(Lag.NONE)));
            Instant before = monitor.current().orElseThrow().at();
            patiently().until(() -> monitor.current().orElseThrow().at().isAfter(before));

            own.stopNode(1);

            patiently()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> of(monitor.current().orElseThrow()).lag().equals(Lag.UNKNOWN));
            assertThat(monitor.current().orElseThrow().status()).isEqualTo(LagStatus.UNKNOWN);
            assertThat(monitor.current().orElseThrow().failure()).isPresent();
        } finally {
            own.close();
        }
    }

    private void create(Map<String, String> config) throws Exception {
        create(admin, new NewTopic(topic, Optional.of(1), Optional.empty()).configs(config));
    }

    /** Returns once the broker has the topic, which is a little later than the controller confirms it. */
    private static void create(Admin admin, NewTopic created) throws Exception {
        admin.createTopics(List.of(created)).all().get();
        await().until(() -> admin.listTopics().names().get().contains(created.name()));
    }

    private void write(int records) {
        producer.beginTransaction();
        send(records);
        commit();
    }

    /** Returns once readers of committed records get the transaction. */
    private void commit() {
        producer.commitTransaction();
        PartitionOffsets.settled(admin, List.of(first));
    }

    private void abort(int records) {
        producer.beginTransaction();
        send(records);
        producer.flush();
        producer.abortTransaction();
        PartitionOffsets.settled(admin, List.of(first));
    }

    private void send(int records) {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topic, 0, "key-" + i, "value"));
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(300));
    }

    private KafkaConsumer<String, String> consumer(String protocol) {
        return consumer(protocol, Map.of());
    }

    private KafkaConsumer<String, String> consumer(String protocol, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                group,
                "group.protocol",
                protocol,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false));
        config.putAll(more);
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    /** Reads at least this number of records. */
    private static void read(KafkaConsumer<String, String> consumer, int records) {
        int[] found = {0};
        patiently().until(() -> {
            ConsumerRecords<String, String> more = consumer.poll(Duration.ofMillis(100));
            found[0] += more.count();
            return found[0] >= records;
        });
    }

    /** Runs a consumer that reads, commits after this number of records, and leaves the group. */
    private void consume(int records) {
        try (KafkaConsumer<String, String> consumer = consumer("classic")) {
            read(consumer, records);
            consumer.commitSync(Map.of(first, new OffsetAndMetadata(records)));
        }
    }

    private LagWatch watch() {
        return watch(new LagScope("absent", Set.of(group)), QUICK);
    }

    private static LagWatch watch(LagScope scope, LagTiming pace) {
        return new LagWatch(Map.of("bootstrap.servers", servers), scope, pace);
    }

    /** Takes a sample and compares its records and age with the log. */
    private PartitionLag agreed(LagWatch watch) {
        CountedLog log = CountedLog.read(servers, first);
        Instant before = Instant.now();
        LagReport report = watch.sample();
        Instant after = Instant.now();

        PartitionLag found = of(report).topics().get(0).partitions().get(0);
        long committed = found.committed().getAsLong();
        assertThat(found.lag().exact()).isTrue();
        assertThat(found.lag().records()).hasValue(log.from(committed));
        assertThat(report.at()).isBetween(before, after);
        Duration sinceOldest = log.oldestFrom(committed)
                .map(oldest -> Duration.between(oldest, report.at()))
                .orElse(Duration.ZERO);
        assertThat(found.lag().age()).hasValue(sinceOldest.isNegative() ? Duration.ZERO : sinceOldest);
        members = of(report).members().size();
        return found;
    }

    private PartitionLag lag(LagWatch watch) {
        return of(watch.sample()).topics().get(0).partitions().get(0);
    }

    private GroupLag of(LagReport report) {
        return report.groups().stream()
                .filter(found -> found.group().equals(group))
                .findAny()
                .orElseThrow();
    }

    private static OptionalLong records(LagReport report, String group) {
        return report.groups().stream()
                .filter(found -> found.group().equals(group))
                .findAny()
                .orElseThrow()
                .lag()
                .records();
    }
}
