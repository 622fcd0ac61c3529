package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.cli.deepcheck.DeepCheck;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.topology.StoreNames;

/** A reset rebuilds the state of the topology from the log, and publishes nothing that readers already have. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ResetIT {

    private static final byte[] GARBAGE = {(byte) 0xFF, (byte) 0xFE, 0, 7};

    private static final long SEED = 20_241_231;

    private final RejectedOnce rejectedOnce = new RejectedOnce();

    @TempDir
    private Path place;

    private TrialCluster cluster;
    private Load load;

    @BeforeEach
    void publish() throws Exception {
        cluster = TrialCluster.shared();
        load = new Load(cluster, SEED, 12_000, List.of(rejectedOnce));
        load.publish(10);
    }

    @AfterEach
    void close() {
        load.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void aResetPublishesNoAlertAgainAndNumbersOfAlertsContinue(String protocol) throws Exception {
        Map<String, String> settings = Map.of("group.protocol", protocol);
        run(settings);
        tighten();
        run(settings);
        Published before = published();
        long alerts = before.alerts().size();
        assertThat(alerts).isPositive();

        reset();
        run(settings);

        Published after = published();
        assertThat(after.alerts()).hasSize((int) alerts);
        assertThat(after.shares().size()).isGreaterThan(before.shares().size());
        new SameView(before.view()).doAssert(after);
        requireVerified(Catalogue.bundled());
        load.publish(2);
        run(settings);
        assertThat(published().alerts()).hasSizeGreaterThan((int) alerts);
        new LegalAlertLives().doAssert(published());
        rejectedOnce.doAssert(published());
        requireVerified(Catalogue.bundled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void aResetIsRefusedWhileAnInstanceRunsAndNamesIt(String protocol) {
        try (StreamsApp app = app(Map.of("group.protocol", protocol), Catalogue.bundled())) {
            app.start();

            assertThatThrownBy(() -> resetOf(TrialCluster.APPLICATION).plan())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageMatching(
                            "an instance of trial is running \\(trial-catalogue-\\S+ at 127\\.0\\.0\\.1\\): stop all of"
                                    + " them; one that was killed, .*");
        }
    }

    @Test
    void anApplicationThatHasNeverRunIsReported() {
        assertThatThrownBy(() -> resetOf("trail").plan())
                .isInstanceOf(OperatorException.class)
                .hasMessage("no application trail has run at " + cluster.bootstrapServers()
                        + ", so there is nothing to reset: name another with --application-id");
    }

    @Test
    void aResetInterruptedAfterAnyStepLeavesAWorkingStateAndCanBeRepeated() {
        run(Map.of());
        Published before = published();
        int steps = resetOf(TrialCluster.APPLICATION).plan().size();
        assertThat(steps).isEqualTo(5);

        // After the odd steps an instance starts on the state that they left; the even steps are run again.
        for (int done = 1; done <= steps; done++) {
            cluster.awaitNoMembers();
            resetOf(TrialCluster.APPLICATION).plan().subList(0, done).forEach(Reset.Step::execute);
            if (done % 2 == 0) {
                assertThat(resetOf(TrialCluster.APPLICATION).plan()).hasSize(steps - done + 1);
                reset();
            }
            requireTheSame(before, "interrupted after " + done);
        }
    }

    @Test
    void aStoreOfBooksWithAnUnreadableEntryIsBuiltAgainAtTheNextStartAndByAReset() throws Exception {
        run(Map.of());
        Published before = published();
        damageParts("countries|0|synthetic/US/antimony|600|0", "ore".getBytes(UTF_8));

        requireTheSame(before, "after a start");
        reset();

        requireTheSame(before, "after the reset");
    }

    @Test
    void aResetReplacesAStoreOfBooksThatIgnoresNewFigures() throws Exception {
        run(Map.of());
        for (int partition = 0; partition < Topics.INPUT_PARTITIONS; partition++) {
            damageParts(
                    "seen|" + partition,
                    Topics.PARTIALS_STORE
                            .serializer()
                            .serialize("", new PartialsSeen(partition, Long.MAX_VALUE, Long.MAX_VALUE, null)));
        }
        load.publish(1);
        run(Map.of());
        assertThat(verification(Catalogue.bundled()).compare().agrees()).isFalse();

        reset();
        run(Map.of());

        requireVerified(Catalogue.bundled());
        new LegalAlertLives().doAssert(published());
    }

    @Test
    void recordsOfOthersAreReplacedAndWhatTheyPublishedIsWithdrawn() throws Exception {
        run(Map.of());
        Published before = published();
        write(Topics.MINERAL_SHARES, "stray", GARBAGE);
        write(Topics.MINERAL_SHARES, "us-census/US/antimony@2024-13", GARBAGE);
        Map.Entry<String, MineralShares> shares =
                before.finalShares().entrySet().iterator().next();
        MineralShares foreign = MineralShares.newBuilder(shares.getValue())
                .setDataset("stranger")
                .setTotalValueCents(Long.MAX_VALUE)
                .build();
        write(
                Topics.MINERAL_SHARES,
                shares.getKey().replaceFirst("^[^/]+", "stranger"),
                encoded(Topics.MINERAL_SHARES, foreign));
        String key = shares.getKey();
        writeTo(partition(key.substring(0, key.indexOf('@'))), Topics.MINERAL_SHARES, key, GARBAGE);
        write(Topics.MINERAL_SHARES, shares.getKey().replaceFirst("@.*", "@2098-12"), GARBAGE);
        DependenceAlert alert = before.finalAlertStatus().values().iterator().next();
        writeTo(partition(alert.getAlertId()), Topics.DEPENDENCE_ALERT_STATUS, alert.getAlertId(), GARBAGE);
        write(
                Topics.DEPENDENCE_ALERT_STATUS,
                "stray/" + alert.getAlertId(),
                encoded(Topics.DEPENDENCE_ALERT_STATUS, alert));
        write(Topics.PARTIALS, "stray", GARBAGE);
        DependencePolicy policy = Policies.initial().get(0);
        write(Topics.POLICIES_BROADCAST, policy.getId(), GARBAGE);
        write(
                Topics.POLICIES_BROADCAST,
                "stray",
                encoded(
                        Topics.POLICIES_BROADCAST,
                        DependencePolicy.newBuilder(policy).setId("stray").build()));
        for (String store :
                List.of(StoreNames.BOOK_PARTS, StoreNames.UNPUBLISHED_BOOKS, StoreNames.POLICIES, StoreNames.ALERTS)) {
            write(Topics.changelog(TrialCluster.APPLICATION, store), "stray", GARBAGE);
        }

        reset();

        requireTheSame(before, "after the reset");
        assertThat(published().finalAlertStatus().keySet())
                .isEqualTo(before.finalAlertStatus().keySet());
        DeepCheck check = new DeepCheck(cluster.client(), Catalogue.bundled(), TrialCluster.APPLICATION);
        check.run();
        assertThat(check.findings()).noneMatch(finding -> finding.remedy().contains("reset"));
    }

    /** Writes a record to every partition, as bytes. */
    private void write(Topic<?, ?> topic, String key, byte[] value) throws Exception {
        for (int partition = 0; partition < Topics.BOOK_PARTITIONS; partition++) {
            writeTo(partition, topic, key, value);
        }
    }

    private void writeTo(int partition, Topic<?, ?> topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = cluster.client().writer(topic.asBytes())) {
            producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(UTF_8), value))
                    .get();
        }
    }

    private static int partition(String placing) {
        return ImportPartitions.partition(placing.getBytes(UTF_8), Topics.BOOK_PARTITIONS);
    }

    private static <V> byte[] encoded(Topic<String, V> topic, V value) {
        return topic.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer().serialize(topic.name(), value);
    }

    @Test
    void sharesThatAnotherCatalogueLacksAreWithdrawn() throws Exception {
        run(Map.of());
        Catalogue other =
                Catalogue.load(StartedAgainIT.catalogueWhereAntimonyCountsAsArsenic(place.resolve("catalogue")));

        reset();
        run(Map.of(), other);

        assertThat(published().view().shares().keySet()).noneMatch(key -> key.contains("/antimony@"));
        requireVerified(other);
        new LegalAlertLives().doAssert(published());
    }

    @Test
    void sharesThatAnotherLogLacksAreWithdrawn() throws Exception {
        run(Map.of());
        assertThat(published().histories()).isNotEmpty();
        cluster.admin()
                .deleteTopics(List.of(Topics.CUSTOMS_IMPORTS.name()))
                .all()
                .get();
        await().until(() ->
                cluster.client().topics().partitions(Topics.CUSTOMS_IMPORTS).isEmpty());
        cluster.client().topics().create(Topics.all(), Optional.empty());
        String refusal = refusal();

        reset();
        String accepted = refusal.replaceFirst(".*accept.log=(\\S+).*", "$1");
        try (StreamsApp app = app(Map.of("accept.log", accepted), Catalogue.bundled())) {
            app.start();
            verification(Catalogue.bundled()).await(Duration.ofSeconds(60));
        }

        View picture = published().view();
        assertThat(picture.shares()).isEmpty();
        assertThat(published().finalAlertStatus().values())
                .isNotEmpty()
                .allMatch(alert -> alert.getSeverity() == Severity.NONE);
        requireVerified(Catalogue.bundled());
        new LegalAlertLives().doAssert(published());
    }

    private void requireTheSame(Published before, String when) {
        run(Map.of());
        Published after = published();
        assertThat(after.alerts()).as(when).hasSameSizeAs(before.alerts());
        assertThat(after.view()).as(when).isEqualTo(before.view());
        rejectedOnce.doAssert(after);
        requireVerified(Catalogue.bundled());
    }

    private void damageParts(String key, byte[] value) throws Exception {
        Topic<byte[], byte[]> changelog = Topics.changelog(TrialCluster.APPLICATION, StoreNames.BOOK_PARTS);
        try (KafkaProducer<byte[], byte[]> producer = cluster.client().writer(changelog)) {
            for (int partition = 0; partition < Topics.BOOK_PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(changelog.name(), partition, key.getBytes(UTF_8), value))
                        .get();
            }
        }
    }

    private void tighten() {
        new PolicyTopic(cluster.client())
                .apply(List.of(DependencePolicy.newBuilder(Policies.initial().get(0))
                        .setWarning(40)
                        .setCritical(55)
                        .build()));
    }

    private void reset() {
        cluster.awaitNoMembers();
        resetOf(TrialCluster.APPLICATION).plan().forEach(Reset.Step::execute);
    }

    private Reset resetOf(String application) {
        return new Reset(cluster.client(), application);
    }

    private void run(Map<String, String> settings) {
        run(settings, Catalogue.bundled());
    }

    private void run(Map<String, String> settings, Catalogue catalogue) {
        ShortRun.of(cluster, place, settings, catalogue);
    }

    private String refusal() {
        try (StreamsApp app = app(Map.of(), Catalogue.bundled())) {
            app.start();
            throw new AssertionError("it started");
        } catch (OperatorException e) {
            return e.getMessage();
        }
    }

    private StreamsApp app(Map<String, String> settings, Catalogue catalogue) {
        return ShortRun.app(cluster, place, settings, catalogue);
    }

    private Published published() {
        return Published.on(cluster.bootstrapServers());
    }

    private Verification verification(Catalogue catalogue) {
        return new Verification(cluster.client(), catalogue, WindowRule.DEFAULT);
    }

    private void requireVerified(Catalogue catalogue) {
        assertThat(verification(catalogue).compare().differences()).isEmpty();
    }
}
