package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;

/**
 * Instances are killed while imports flow. The published shares and alerts are those of a run without kills: nothing is
 * lost or published twice, and every alert quotes published figures.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledInstancesIT {

    @TempDir
    private Path place;

    private final long seed = Long.getLong("lodewatch.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);
    private final List<Guarantee> guarantees =
            List.of(new LegalAlertLives(), new QuotedShares(Catalogue.bundled()), new RejectedOnce());

    @BeforeEach
    void printSeed(TestInfo test) {
        System.out.printf("%s: -Dlodewatch.seed=%d%n", test.getDisplayName(), seed);
    }

    @Test
    void oneInstanceIsKilledFiveTimesAtRandomMomentsAndRestarted() {
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, seed, 200_000, guarantees)
                        .halfWay(() -> tighten(cluster))
                        .start(200)) {
            for (int kill = 1; kill <= 5; kill++) {
                try (Instance instance = Instance.start(cluster, place)) {
                    long before = cluster.length(Topics.PARTIALS);
                    if (kill % 2 == 1) {
                        await("the instance has sent something")
                                .atMost(Duration.ofSeconds(60))
                                .until(() -> cluster.length(Topics.PARTIALS) > before);
                        pass(random.nextInt(3_000));
                    } else {
                        pass(random.nextInt(9_000));
                    }
                    instance.kill();
                }
            }
            load.await();
            try (Instance last = Instance.start(cluster, place)) {
                finish(cluster, last, UndisturbedRun.of(cluster, Catalogue.bundled(), place));
            }
        }
    }

    @Test
    void oneOfTwoInstancesIsKilledAndTheOtherFinishes() {
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, seed, 60_000, guarantees)
                        .halfWay(() -> tighten(cluster))
                        .start(400);
                Instance one = Instance.start(cluster, place.resolve("one")).awaitRunning();
                Instance other = Instance.start(cluster, place.resolve("other")).awaitRunning()) {
            cluster.awaitWorking(2);
            pass(random.nextInt(3_000));

            one.kill();

            load.await();
            finish(cluster, other, ExpectedView.of(cluster, Catalogue.bundled()));
        }
    }

    /**
     * With classic the session timeout is the instance's, with streams the broker's, whose default of 45 s would be too
     * long.
     */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void anotherInstanceTakesOverFromAKilledOneSoon(String protocol) throws Exception {
        String[] settings = {"--set", "group.protocol=" + protocol};
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, seed, 40_000, guarantees);
                Instance one =
                        Instance.start(cluster, place.resolve("one"), settings).awaitRunning();
                Instance other = Instance.start(cluster, place.resolve("other"), settings)
                        .awaitRunning()) {
            cluster.awaitWorking(2);
            load.publish(20);

            one.kill();
            load.publish(20);

            await("the other instance has all partitions")
                    .atMost(Duration.ofSeconds(25))
                    .until(() -> cluster.working() == 1);
            finish(cluster, other, ExpectedView.of(cluster, Catalogue.bundled()));
        }
    }

    /**
     * Restatements of past windows are collected before they are published. Until then only the store of the second half
     * holds them, and the first half does not send them again.
     */
    @Test
    void anInstanceIsKilledThreeTimesBetweenReadingAndPublishing() throws Exception {
        String[] patient = {"--set", "restatement.delay.ms=10000"};
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, seed, 40_000, guarantees)) {
            load.publish(30);
            try (Instance first = Instance.start(cluster, place)) {
                first.awaitRunning();
                cluster.awaitPublished(Duration.ofSeconds(2));
                first.stop();
            }
            int kills = 0;
            for (int attempt = 1; kills < 3; attempt++) {
                assertThat(attempt).as("kills that came too late").isLessThan(10);
                try (Instance instance = Instance.start(cluster, place, patient);
                        TopicLog<String, MineralShares> shares =
                                new TopicLog<>(cluster.bootstrapServers(), Topics.MINERAL_SHARES)) {
                    instance.awaitRunning();
                    shares.more();
                    load.publish(1);
                    await("all is read")
                            .pollInterval(Duration.ofMillis(20))
                            // The open transaction of the killed instance blocks readers until it times out.
                            .atMost(Duration.ofSeconds(90))
                            .until(() -> {
                                instance.requireAlive();
                                return cluster.hasRead(Topics.CUSTOMS_IMPORTS) && cluster.hasRead(Topics.PARTIALS);
                            });
                    instance.kill();

                    Set<String> current = load.currentMonths();
                    boolean restated = shares.more().stream()
                            .anyMatch(entry -> !current.contains(
                                    entry.key().substring(entry.key().indexOf('@') + 1)));
                    kills += restated ? 0 : 1;
                }
            }
            try (Instance last = Instance.start(cluster, place)) {
                finish(cluster, last, ExpectedView.of(cluster, Catalogue.bundled()));
            }
        }
    }

    private void finish(TrialCluster cluster, Instance last, View expected) {
        cluster.awaitView(expected, last);
        last.stop();
        Published published = Published.on(cluster.bootstrapServers());
        new SameView(expected).doAssert(published);
        guarantees.forEach(guarantee -> guarantee.doAssert(published));
    }

    /** Lowers the warning lines of the first initial policy. */
    private static void tighten(TrialCluster cluster) {
        DependencePolicy policy = DependencePolicy.newBuilder(Policies.initial().get(0))
                .setWarning(40)
                .setCritical(55)
                .build();
        new PolicyTopic(cluster.client()).apply(List.of(policy));
    }

    private static void pass(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
