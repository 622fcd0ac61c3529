package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.mirror.MirrorMaker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.copy.CopyComparison;
import org.lodewatch.cli.copy.CopyFault;
import org.lodewatch.cli.copy.CopyFault.Kind;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.commands.Session;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/** The application is stopped and continues on another cluster, or with another group protocol. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MovedIT {

    private static final long SEED = 20_241_231;

    private static final Path PAGE = Path.of("../docs/operations.md");

    private static final String READ_COMMITTED = "A->B.consumer.isolation.level = read_committed\n";

    /** Aborted records of customs-imports; one more is an aborted policy. */
    private static final int ABORTED = 600;

    /** Differences that go away while a mirror runs. */
    private static final Set<Kind> UNDER_WAY =
            Set.of(Kind.MISSING_TOPIC, Kind.OTHER_PARTITIONS, Kind.MISSING_END, Kind.MISSING_RECORDS);

    @TempDir
    private Path place;

    private Path orders;

    @BeforeEach
    void writeOrders() throws Exception {
        orders = Files.writeString(place.resolve("orders.csv"), """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg
                orders,1,1,US,CN,282580,2024-12,5000000,10
                """);
    }

    /** The commands and the settings are those of docs/operations.md. */
    @Test
    void aClusterThatMirrorMakerHasCopiedContinuesWhereTheFirstOneStopped() throws Exception {
        try (TrialCluster old = source();
                TrialCluster moved = TrialCluster.empty()) {
            Published before = Published.on(old.bootstrapServers());
            assertThat(before.alerts()).isNotEmpty();
            List<String> commands = new Page(PAGE)
                    .blocks("sh").stream()
                            .flatMap(String::lines)
                            .filter(line -> line.startsWith("./lodewatch ") && line.contains(".example:9092"))
                            .toList();
            assertThat(commands)
                    .extracting(command -> command.split(" ")[1])
                    .containsExactly("topics", "verify", "topics", "topics");
            assertThat(run(commands.get(0), old, moved).exitCode()).isZero();

            try (Instance mirror = mirror(old, moved, configuration())) {
                awaitCopied(old, moved, mirror);
            }

            Session compared = run(commands.get(1) + " --application-id=" + TrialCluster.APPLICATION, old, moved);
            assertThat(compared.out()).endsWith("every record is there, with the same content and timestamp\n");
            assertThat(compared.exitCode()).isZero();
            assertThat(run(commands.get(2), old, moved).out())
                    .isEqualTo("created lodewatch-partials\n1 created, 10 existed\n");
            assertThat(run(commands.get(3), old, moved))
                    .isEqualTo(new Session(0, "all 11 topics are as they must be\n", ""));
            ShortRun.of(moved, place.resolve("moved"), Map.of(), Catalogue.bundled());
            requireNothingNew(before, moved);
            assertThat(produce(orders, moved).out()).contains("already published, nothing to do");
        }
    }

    @Test
    void aMirrorThatReadsUncommittedRecordsRevivesWhatWasAbortedAndIsReported() throws Exception {
        try (TrialCluster old = source();
                TrialCluster moved = TrialCluster.empty()) {
            assertThat(configuration()).contains(READ_COMMITTED);

            try (Instance mirror = mirror(old, moved, configuration().replace(READ_COMMITTED, ""))) {
                awaitCopied(old, moved, mirror);
            }

            assertThat(comparison(old, moved).compare().faults())
                    .extracting(CopyFault::topic, CopyFault::kind, CopyFault::records)
                    .containsExactly(
                            tuple(Topics.CUSTOMS_IMPORTS.name(), Kind.ABORTED_RECORDS, (long) ABORTED),
                            tuple(Topics.DEPENDENCE_POLICIES.name(), Kind.ABORTED_RECORDS, 1L));
            Session compared = Session.of(
                    "verify",
                    "--bootstrap-server=" + moved.bootstrapServers(),
                    "--against=" + old.bootstrapServers(),
                    "--application-id=" + TrialCluster.APPLICATION);
            assertThat(compared.exitCode()).isEqualTo(1);
            assertThat(compared.out())
                    .startsWith(
                            "customs-imports: 600 records that the source has aborted are in the copy (first: partition ")
                    .contains("isolation.level=read_committed")
                    .endsWith("do not start anything with these copies\n")
                    .hasLineCount(3);
        }
    }

    @Test
    void aGroupChangesItsProtocolWhileAllAreStopped() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, SEED, 20_000, List.of())) {
            load.publish(20);
            ShortRun.of(cluster, place, Map.of(), Catalogue.bundled());
            Published before = Published.on(cluster.bootstrapServers());
            for (String protocol : List.of("streams", "classic")) {
                cluster.awaitNoMembers();

                ShortRun.of(cluster, place, Map.of("group.protocol", protocol), Catalogue.bundled());

                requireNothingNew(before, cluster);
            }
        }
    }

    /** A cluster on which everything is published, and a feed has aborted a transaction. */
    private TrialCluster source() throws Exception {
        TrialCluster cluster = TrialCluster.shared();
        try (Load load = new Load(cluster, SEED, 20_000, List.of())) {
            load.publish(20);
            abort(cluster);
        }
        assertThat(produce(orders, cluster).out()).startsWith("1 row published");
        assertThat(TopicLog.read(cluster.bootstrapServers(), Topics.FEED_RECORD_SETS))
                .isNotEmpty();
        ShortRun.of(cluster, place.resolve("source"), Map.of(), Catalogue.bundled());
        return cluster;
    }

    /** Publishes a file, with a checkpoint and record sets. */
    private static Session produce(Path file, TrialCluster cluster) {
        return Session.of("produce", "csv", "--bootstrap-server=" + cluster.bootstrapServers(), file.toString());
    }

    /** Publishes records again, and aborts. */
    private static void abort(TrialCluster cluster) throws Exception {
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "transactional.id",
                "aborts",
                "max.in.flight.requests.per.connection",
                1);
        try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            String imports = Topics.CUSTOMS_IMPORTS.name();
            TopicLog.read(cluster.bootstrapServers(), Topics.CUSTOMS_IMPORTS).stream()
                    .limit(ABORTED)
                    .forEach(entry -> producer.send(new ProducerRecord<>(
                            imports, entry.record().key(), entry.record().value())));
            TopicLog.read(cluster.bootstrapServers(), Topics.DEPENDENCE_POLICIES).stream()
                    .limit(1)
                    .forEach(entry -> producer.send(new ProducerRecord<>(
                            Topics.DEPENDENCE_POLICIES.name(),
                            entry.record().key(),
                            entry.record().value())));
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** The settings of the page, for a cluster of one broker and the application of these tests. */
    private static String configuration() throws Exception {
        return new Page(PAGE)
                .block("properties mirror.properties")
                .replace("lodewatch-policy-desk", TrialCluster.APPLICATION + "-policy-desk")
                .replace("factor = 3", "factor = 1");
    }

    private Instance mirror(TrialCluster old, TrialCluster moved, String configuration) throws Exception {
        Path file = Files.writeString(place.resolve("mirror.properties"), at(configuration, old, moved));
        return Instance.start(place.resolve("mirror"), MirrorMaker.class, List.of(file.toString(), "--clusters", "B"));
    }

    private static Session run(String command, TrialCluster old, TrialCluster moved) {
        return Session.of(
                at(command.substring("./lodewatch ".length()), old, moved).split(" "));
    }

    private static String at(String text, TrialCluster old, TrialCluster moved) {
        return text.replace("old.example:9092", old.bootstrapServers())
                .replace("new.example:9092", moved.bootstrapServers());
    }

    private static CopyComparison comparison(TrialCluster old, TrialCluster moved) {
        return new CopyComparison(old.client(), moved.client(), TrialCluster.APPLICATION);
    }

    private static void awaitCopied(TrialCluster old, TrialCluster moved, Instance mirror) {
        await("everything is copied")
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(120))
                .until(() -> {
                    mirror.requireAlive();
                    return comparison(old, moved).compare().faults().stream()
                            .noneMatch(fault -> UNDER_WAY.contains(fault.kind()));
                });
    }

    private static void requireNothingNew(Published before, TrialCluster cluster) {
        Published after = Published.on(cluster.bootstrapServers());
        assertThat(after.alerts()).hasSameSizeAs(before.alerts());
        new SameView(before.view()).doAssert(after);
        assertThat(new Verification(cluster.client(), Catalogue.bundled(), WindowRule.DEFAULT)
                        .compare()
                        .differences())
                .isEmpty();
    }
}
