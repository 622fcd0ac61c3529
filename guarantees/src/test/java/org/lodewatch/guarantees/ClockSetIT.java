package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.benchmarks.experiment.SettableClock;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.local.Main;
import org.lodewatch.local.notify.AlertPublisher;
import org.lodewatch.local.notify.Receiver;
import org.lodewatch.schemas.catalogue.Catalogue;

/** A process does not live on without working when the clock of its machine is set. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClockSetIT {

    private static final String SET_BACK = "lodewatch: the clock of this machine was set back by 3[56]\\d\\d s, .+";
    private static final String AHEAD = "lodewatch: .*the broker refuses the time of a record .+";
    private static final String ROW = """
            dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd
            own,row-1,1,US,CN,811010,2025-01,100
            """;

    @TempDir
    private Path place;

    private SettableClock clock;

    @BeforeEach
    void findClock() {
        Optional<SettableClock> found = SettableClock.in(place.resolve("clock"));
        if (System.getenv("LODEWATCH_ALL_EXAMPLES") == null) {
            assumeTrue(found.isPresent(), SettableClock.ABSENCE);
        }
        clock = found.orElseThrow(() -> new AssertionError(SettableClock.ABSENCE));
    }

    @Test
    void anInstanceWhoseClockIsSetBackEndsAndItsSuccessorPublishesTheRightFigures() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 20_241_231, 5_000, List.of())) {
            load.publish(3);
            try (Instance first = Instance.start(cluster, place, clock.environment())) {
                first.awaitRunning();
                cluster.awaitPublished(Duration.ofSeconds(2));

                clock.set(Duration.ofHours(-1));

                requireEnd(first, SET_BACK);
            }
            load.publish(2);
            try (Instance next = Instance.start(cluster, place, clock.environment())) {
                requireRight(cluster, next.awaitRunning());
            }
        }
    }

    @Test
    void anInstanceWhoseClockIsAheadGoesOnAsLongAsTheBrokerTakesItsRecords() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 20_241_231, 5_000, List.of())) {
            load.publish(2);
            try (Instance first = Instance.start(cluster, place, clock.environment())) {
                first.awaitRunning();
                cluster.awaitPublished(Duration.ofSeconds(2));

                clock.set(Duration.ofMinutes(50));

                load.publish(1);
                cluster.awaitView(ExpectedView.of(cluster, Catalogue.bundled()), first);

                clock.set(Duration.ofHours(2));

                load.publish(1);
                requireEnd(first, AHEAD);
            }
            clock.set(Duration.ZERO);
            load.publish(1);
            try (Instance next = Instance.start(cluster, place, clock.environment())) {
                requireRight(cluster, next.awaitRunning());
            }
        }
    }

    @Test
    void aFeedWhoseClockIsAheadEnds() throws IOException {
        Path file = Files.writeString(place.resolve("a.csv"), ROW);
        clock.set(Duration.ofHours(2));
        try (TrialCluster cluster = TrialCluster.shared();
                Instance feed =
                        start("produce", "csv", file.toString(), "--bootstrap-server", cluster.bootstrapServers())) {
            requireEnd(feed, AHEAD);
        }
    }

    @Test
    void aNotifierAndAFeedWhoseClockIsSetBackEnd() throws IOException {
        Path secret = Receiver.secretFile(place);
        Path folder = Files.createDirectory(place.resolve("inbox"));
        Files.writeString(folder.resolve("a.csv"), ROW);
        try (TrialCluster cluster = TrialCluster.shared();
                Receiver receiver = new Receiver();
                AlertPublisher alerts = new AlertPublisher(cluster.bootstrapServers());
                Instance notifier = start(
                        "notify",
                        "--bootstrap-server",
                        cluster.bootstrapServers(),
                        "--webhook",
                        receiver.url(),
                        "--secret-file",
                        secret.toString(),
                        "--since",
                        "beginning");
                Instance feed = start(
                        "produce",
                        "drop-folder",
                        folder.toString(),
                        "--follow",
                        "--settle",
                        "0s",
                        "--bootstrap-server",
                        cluster.bootstrapServers())) {
            alerts.publish(List.of("own/US/antimony"));
            await("both have worked")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !receiver.taken().isEmpty() && Files.exists(folder.resolve("done/a.csv")));

            clock.set(Duration.ofHours(-1));

            requireEnd(notifier, SET_BACK);
            requireEnd(feed, SET_BACK);
        }
    }

    private Instance start(String... arguments) {
        return Instance.start(place, Main.class, List.of(arguments), clock.environment());
    }

    private static void requireRight(TrialCluster cluster, Instance instance) {
        View expected = ExpectedView.of(cluster, Catalogue.bundled());
        cluster.awaitView(expected, instance);
        new SameView(expected).doAssert(Published.on(cluster.bootstrapServers()));
    }

    private static void requireEnd(Instance process, String reason) {
        assertThat(process.awaitEnd()).isEqualTo(1);
        assertThat(process.err().lines().reduce((line, next) -> next))
                .hasValueSatisfying(last -> assertThat(last).matches(reason));
    }
}
