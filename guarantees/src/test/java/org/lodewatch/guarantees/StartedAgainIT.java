package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;

/** The application is stopped and started again: without its offsets, or with another catalogue. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StartedAgainIT {

    private static final long SEED = 20_241_231;
    private static final Duration RESTATEMENT_DELAY = Duration.ofMillis(300);
    private static final String[] PROMPT = {"--set", "restatement.delay.ms=" + RESTATEMENT_DELAY.toMillis()};

    @TempDir
    private Path place;

    @Test
    void readingTheLogAgainPublishesNoIntermediateFigures() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, SEED, 24_000, List.of());
                TopicLog<String, MineralShares> shares =
                        new TopicLog<>(cluster.bootstrapServers(), Topics.MINERAL_SHARES);
                TopicLog<String, DependenceAlert> alerts =
                        new TopicLog<>(cluster.bootstrapServers(), Topics.DEPENDENCE_ALERTS)) {
            load.publish(20);
            try (Instance first = Instance.start(cluster, place, PROMPT)) {
                first.awaitRunning();
                cluster.awaitPublished(RESTATEMENT_DELAY);
                new PolicyTopic(cluster.client()).apply(List.of(tightened()));
                new PolicyTopic(cluster.client()).apply(List.of(shortLived()));
                new PolicyTopic(cluster.client()).delete(shortLived().getId());
                cluster.awaitPublished(RESTATEMENT_DELAY);
                first.stop();
            }
            shares.more();
            assertThat(alerts.more()).isNotEmpty();
            View before = Published.on(cluster.bootstrapServers()).view();
            cluster.awaitNoMembers();
            cluster.deleteOffsets();

            try (Instance again = Instance.start(cluster, place, PROMPT)) {
                again.awaitRunning();
                cluster.awaitPublished(RESTATEMENT_DELAY);
                again.stop();
            }

            List<Entry<String, MineralShares>> afterwards = shares.more();
            assertThat(afterwards)
                    .allSatisfy(entry -> assertThat(entry.value())
                            .as(entry.key())
                            .isEqualTo(before.shares().get(entry.key())));
            assertThat(alerts.more().stream().map(entry -> entry.value().getSentence()))
                    .isEmpty();
            new SameView(before).doAssert(Published.on(cluster.bootstrapServers()));
            new LegalAlertLives().doAssert(Published.on(cluster.bootstrapServers()));
        }
    }

    @Test
    void aChangedCatalogueReclassifiesAllHistoryAndExcludesInstancesOfTheOldOne() throws Exception {
        Path directory = catalogueWhereAntimonyCountsAsArsenic(place.resolve("catalogue"));
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, SEED, 24_000, List.of())) {
            load.publish(20);
            try (Instance first = Instance.start(cluster, place, PROMPT)) {
                first.awaitRunning();
                cluster.awaitPublished(RESTATEMENT_DELAY);
                try (Instance other =
                        Instance.start(cluster, place.resolve("other"), "--catalog", directory.toString())) {
                    assertThat(other.awaitEnd()).isNotZero();
                    assertThat(other.err())
                            .startsWith("lodewatch: another instance of trial runs with a different catalogue")
                            .hasLineCount(1);
                }
                first.stop();
            }
            View before = Published.on(cluster.bootstrapServers()).view();
            cluster.awaitNoMembers();
            View expected = ExpectedView.of(cluster, Catalogue.load(directory));

            try (Instance second =
                    Instance.start(cluster, place, PROMPT[0], PROMPT[1], "--catalog", directory.toString())) {
                cluster.awaitView(expected, second);
                second.stop();
            }

            Published published = Published.on(cluster.bootstrapServers());
            new SameView(expected).doAssert(published);
            new LegalAlertLives().doAssert(published);
            new QuotedShares(Catalogue.load(directory)).doAssert(published);
            Set<String> vanished = new TreeSet<>(before.shares().keySet());
            vanished.removeAll(expected.shares().keySet());
            assertThat(vanished).isNotEmpty().allMatch(key -> key.contains("/antimony"));
            assertThat(tombstones(published)).containsAll(vanished);
        }
    }

    private static Set<String> tombstones(Published published) {
        return published.shares().stream()
                .filter(entry -> entry.value() == null)
                .map(Entry::key)
                .collect(Collectors.toSet());
    }

    private static DependencePolicy tightened() {
        return DependencePolicy.newBuilder(Policies.initial().get(0))
                .setWarning(40)
                .setCritical(55)
                .build();
    }

    private static DependencePolicy shortLived() {
        return DependencePolicy.newBuilder(Policies.initial().get(0))
                .setId("short-lived")
                .build();
    }

    /** Writes the bundled catalogue with one change. */
    static Path catalogueWhereAntimonyCountsAsArsenic(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String name : List.of("minerals", "forms", "commodities", "countries", "blocs", "net_import_reliance")) {
            String file = name + ".csv";
            try (InputStream bundled = Catalogue.class.getResourceAsStream("/org/lodewatch/catalogue/" + file)) {
                Files.copy(bundled, directory.resolve(file));
            }
        }
        Path commodities = directory.resolve("commodities.csv");
        Files.writeString(
                commodities,
                Files.readString(commodities)
                        .replace(",antimony,metal,", ",arsenic,metal,")
                        .replace(",antimony,oxide,", ",arsenic,trioxide,"));
        return directory;
    }
}
