package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.benchmarks.experiment.SettableClock;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.catalogue.Catalogue;

/** An instance whose machine's clock is set back does not live on without working. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClockSetBackIT {

    @TempDir
    private Path place;

    @Test
    void anInstanceEndsAndItsSuccessorPublishesTheRightFigures() throws Exception {
        Optional<SettableClock> found = SettableClock.in(place.resolve("clock"));
        if (System.getenv("LODEWATCH_ALL_EXAMPLES") == null) {
            assumeTrue(found.isPresent(), SettableClock.ABSENCE);
        }
        SettableClock clock = found.orElseThrow();
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 20_241_231, 5_000, List.of())) {
            load.publish(3);
            try (Instance first = Instance.start(cluster, place, clock.environment())) {
                first.awaitRunning();
                cluster.awaitPublished(Duration.ofSeconds(2));

                clock.set(Duration.ofHours(-1));

                assertThat(first.awaitEnd()).isEqualTo(1);
                assertThat(first.err())
                        .containsPattern("lodewatch: the clock of this machine was set back by 3[56]\\d\\d s");
            }
            load.publish(2);
            try (Instance next = Instance.start(cluster, place, clock.environment())) {
                View expected = ExpectedView.of(cluster, Catalogue.bundled());
                cluster.awaitView(expected, next.awaitRunning());
                new SameView(expected).doAssert(Published.on(cluster.bootstrapServers()));
            }
        }
    }
}
