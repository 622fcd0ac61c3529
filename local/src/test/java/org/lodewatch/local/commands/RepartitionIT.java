package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.repartition.Repartition;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;

/** The number of partitions of customs-imports is raised after records were written: that is refused, and can be corrected. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RepartitionIT {

    private static final String COBALT = "acme/US/cobalt@2024-12";
    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn\n";
    private static final String WRITTEN_INTO_12 =
            "customs-imports has 24 partitions, but records were written into 12, so revisions of one id would be in two"
                    + " partitions and count twice: stop all feeds and instances, then run `lodewatch topics repartition"
                    + " --execute`";

    @TempDir
    private Path place;

    private String servers;
    private KafkaCluster cluster;

    @BeforeEach
    void connect() {
        servers = SharedKafka.emptied();
        cluster = KafkaCluster.connect(ClientSettings.at(servers));
        PolicyTopic.createTopics(cluster, Optional.empty());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aRaisedNumberIsReportedByEveryCommandAndCorrectedByOne() throws Exception {
        publish("first.csv", first());
        try (StreamsApp app = app("one")) {
            app.start();
            awaitCobalt(2_000_000_000L);
        }
        raise(24);

        assertThat(run("topics", "check")).isEqualTo(new Session(1, "", WRITTEN_INTO_12 + "\n"));
        Session lag = run("lag");
        assertThat(lag.exitCode()).isEqualTo(1);
        assertThat(lag.out() + lag.err()).contains(WRITTEN_INTO_12);
        assertThat(run("produce", "csv", file("second.csv", second())))
                .isEqualTo(new Session(1, "", "lodewatch: " + WRITTEN_INTO_12 + "\n"));
        try (StreamsApp app = app("one")) {
            assertThatThrownBy(app::start).isInstanceOf(OperatorException.class).hasMessage(WRITTEN_INTO_12);
        }

        Session plan = run("topics", "repartition");
        assertThat(plan.out()).as(plan.err()).contains("nothing is done yet");
        assertThat(run("topics", "check").exitCode()).isEqualTo(1);
        Session done = run("topics", "repartition", "--execute");
        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
        assertThat(done.out())
                .contains("copy customs-imports, 24 partitions, into lodewatch-imports-copy, 24 partitions\n")
                .contains("done: start the instances and feeds again");

        assertThat(run("topics", "check").exitCode()).isZero();
        requireEveryKeyInItsPartition(24);
        publish("second.csv", second());
        try (StreamsApp app = app("one")) {
            app.start();
            awaitCobalt(2_100_000_000L);
            MineralShares cobalt = shares().get(COBALT);
            assertThat(cobalt.getComplete()).isTrue();
            assertThat(cobalt.getCountries().get(0).getCountry()).isEqualTo("CN");
            assertThat(cobalt.getCountries().get(0).getValueCents()).isEqualTo(1_100_000_000L);
            Session verified = run("verify");
            assertThat(verified.exitCode()).as(verified.out()).isZero();
        }
    }

    /** As by producers of other programs, and feeds of versions before 0.2. */
    @Test
    void aLogWithoutCheckpointsIsRecognisedByItsKeys() throws Exception {
        publish("first.csv", first());
        cluster.admin()
                .deleteTopics(List.of(Topics.FEED_CHECKPOINTS.name()))
                .all()
                .get();
        await().until(() -> cluster.topics().partitions(Topics.FEED_CHECKPOINTS).isEmpty());
        PolicyTopic.createTopics(cluster, Optional.empty());
        raise(24);

        assertThat(run("topics", "check")).isEqualTo(new Session(1, "", WRITTEN_INTO_12 + "\n"));
        try (StreamsApp app = app("one")) {
            assertThatThrownBy(app::start).hasMessage(WRITTEN_INTO_12);
        }
    }

    /** Producers that choose partitions themselves; the topology rejects their records. */
    @Test
    void twoMisplacedRecordsOfAShortLogStopNothing() throws Exception {
        publish("first.csv", first());
        CustomsImport line = CustomsImport.newBuilder()
                .setDataset("stranger")
                .setRevision(1)
                .setReporter("US")
                .setOrigin("CN")
                .setCommodityCode("810520")
                .setPeriod("2024")
                .setCustomsValueCents(1)
                .setPublishedAt(Instant.now())
                .build();
        cluster.write(
                Topics.CUSTOMS_IMPORTS,
                Stream.of("one", "other")
                        .map(key -> new ProducerRecord<String, SpecificRecord>(
                                Topics.CUSTOMS_IMPORTS.name(),
                                (ImportPartitions.partition(key.getBytes(UTF_8), 12) + 1) % 12,
                                key,
                                line))
                        .toList());

        assertThat(run("topics", "check").exitCode()).isZero();
    }

    @Test
    void aRunningInstanceEndsInOneLine() throws Exception {
        publish("first.csv", first());
        try (StreamsApp app = app("one")) {
            app.start();
            raise(24);

            assertThatThrownBy(app::await)
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("customs-imports has")
                    .hasMessageEndingWith(ImportPartitions.REMEDY);
        }
    }

    /** The number is also lowered, which leaves totals of input partitions that are gone. */
    @Test
    void itCanBeInterruptedAfterAnyStepAndRepeated() throws Exception {
        publish("first.csv", first());
        try (StreamsApp app = app("one")) {
            app.start();
            awaitCobalt(2_000_000_000L);
        }

        for (int done = 0; done < 6; done++) {
            int partitions = done % 2 == 0 ? 5 : 12;
            repartition(Optional.of(partitions)).subList(0, done).forEach(Reset.Step::execute);
            boolean copied = done >= 2;
            if (copied && done < 6) {
                assertThat(run("produce", "csv", file("other.csv", second())).err())
                        .contains("customs-imports is being copied into other partitions");
            }
            repartition(copied ? Optional.empty() : Optional.of(partitions)).forEach(Reset.Step::execute);

            requireEveryKeyInItsPartition(partitions);
            try (StreamsApp app = app("one")) {
                app.start();
                awaitCobalt(2_000_000_000L);
                assertThat(run("verify").exitCode()).as("after %d steps", done).isZero();
            }
        }
    }

    @Test
    void recordsThatAreWrittenMeanwhileAreNotLost() throws Exception {
        publish("first.csv", first());
        repartition(Optional.of(7)).subList(0, 2).forEach(Reset.Step::execute);
        cluster.write(
                Topics.CUSTOMS_IMPORTS.asBytes(),
                List.of(new ProducerRecord<>(Topics.CUSTOMS_IMPORTS.name(), "late".getBytes(UTF_8), new byte[] {1})));

        assertThatThrownBy(() -> repartition(Optional.empty()).forEach(Reset.Step::execute))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("records were published into customs-imports while it was copied");
        repartition(Optional.of(7)).forEach(Reset.Step::execute);

        requireEveryKeyInItsPartition(7);
        assertThat(log().values()).contains(ImportPartitions.partition("late".getBytes(UTF_8), 7));
    }

    @Test
    void aRecordInTheWrongPartitionIsRejectedAndNotCounted() throws Exception {
        publish("first.csv", first());
        try (StreamsApp app = app("one")) {
            app.start();
            awaitCobalt(2_000_000_000L);
            int wrong = (ImportPartitions.partition("PO-1".getBytes(UTF_8), 12) + 1) % 12;
            cluster.read(Topics.CUSTOMS_IMPORTS.asBytes(), message -> {
                if (new String(message.key(), UTF_8).equals("PO-1")) {
                    cluster.write(
                            Topics.CUSTOMS_IMPORTS.asBytes(),
                            List.of(new ProducerRecord<>(
                                    Topics.CUSTOMS_IMPORTS.name(),
                                    wrong,
                                    message.key(),
                                    message.value().orElseThrow())));
                }
            });

            await().untilAsserted(() -> {
                Map<String, Integer> rejected = new HashMap<>();
                cluster.read(
                        Topics.CUSTOMS_IMPORTS_REJECTED,
                        message -> rejected.merge(new String(message.key(), UTF_8), 1, Integer::sum));
                assertThat(rejected).isEqualTo(Map.of("PO-1", 1));
            });
            assertThat(shares().get(COBALT).getTotalValueCents()).isEqualTo(2_000_000_000L);
        }
    }

    private List<Reset.Step> repartition(Optional<Integer> partitions) {
        return new Repartition(cluster, new Reset(cluster, "lodewatch"), partitions).plan();
    }

    private void raise(int partitions) throws Exception {
        cluster.admin()
                .createPartitions(Map.of(Topics.CUSTOMS_IMPORTS.name(), NewPartitions.increaseTo(partitions)))
                .all()
                .get();
        await().until(() -> cluster.topics().partitions(Topics.CUSTOMS_IMPORTS).equals(Optional.of(partitions)));
    }

    /** Ten lines of a million dollars from China, and ten from Norway. */
    private static String first() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int line = 1; line <= 10; line++) {
            rows.append("acme,PO-%d,1,US,CN,810520,2024,1000000,1000,\n".formatted(line));
            rows.append("acme,PX-%d,1,US,NO,810520,2024,1000000,500,\n".formatted(line));
        }
        return rows.toString();
    }

    /** China's lines again, a tenth higher. */
    private static String second() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int line = 1; line <= 10; line++) {
            rows.append("acme,PO-%d,2,US,CN,810520,2024,1100000,1000,\n".formatted(line));
        }
        return rows.toString();
    }

    private void publish(String name, String rows) throws Exception {
        Session published = run("produce", "csv", file(name, rows));
        assertThat(published.exitCode()).as(published.err()).isZero();
    }

    private String file(String name, String rows) throws Exception {
        return Files.writeString(place.resolve(name), rows).toString();
    }

    private Session run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--bootstrap-server=" + servers;
        return Session.of(all);
    }

    private StreamsApp app(String state) {
        return new StreamsApp(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "num.stream.threads",
                        "1",
                        "restatement.delay.ms",
                        "200",
                        "state.dir",
                        place.resolve(state).toString()),
                Catalogue.bundled());
    }

    private void awaitCobalt(long cents) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(shares())
                        .hasEntrySatisfying(
                                COBALT,
                                shares ->
                                        assertThat(shares.getTotalValueCents()).isEqualTo(cents)));
    }

    private Map<String, MineralShares> shares() {
        Map<String, MineralShares> shares = new HashMap<>();
        cluster.read(Topics.MINERAL_SHARES, message -> message.applyTo(shares));
        return shares;
    }

    private void requireEveryKeyInItsPartition(int partitions) {
        assertThat(cluster.topics().partitions(Topics.CUSTOMS_IMPORTS)).contains(partitions);
        Map<String, Integer> log = log();
        assertThat(log).hasSizeGreaterThanOrEqualTo(20);
        assertThat(log)
                .allSatisfy((key, partition) ->
                        assertThat(partition).isEqualTo(ImportPartitions.partition(key.getBytes(UTF_8), partitions)));
    }

    /** The partition of each record id. Other messages are in every partition. */
    private Map<String, Integer> log() {
        Map<String, Integer> log = new HashMap<>();
        Map<String, Integer> everywhere = new HashMap<>();
        cluster.read(Topics.CUSTOMS_IMPORTS.asBytes(), message -> {
            String key = new String(message.key(), UTF_8);
            if (key.startsWith("P") || key.equals("late")) {
                assertThat(log.put(key, message.partition())).isNull();
            } else {
                everywhere.merge(key, 1, Integer::sum);
            }
        });
        int partitions = cluster.topics().partitions(Topics.CUSTOMS_IMPORTS).orElseThrow();
        assertThat(everywhere.values()).isNotEmpty().allMatch(copies -> copies == partitions);
        return log;
    }
}
