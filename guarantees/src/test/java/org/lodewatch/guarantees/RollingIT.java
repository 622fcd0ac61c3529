package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Operations while imports flow: instances are restarted one after the other, added and removed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RollingIT {

    private static final long SEED = 20_241_231;

    private final List<Guarantee> guarantees =
            List.of(new LegalAlertLives(), new QuotedShares(Catalogue.bundled()), new RejectedOnce());

    @TempDir
    private Path place;

    @Test
    void twoStaticMembersAreRestartedOneAfterTheOther() throws Exception {
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, SEED, 40_000, guarantees);
                Instance one = named(cluster, "one").awaitRunning();
                Instance other = named(cluster, "other").awaitRunning()) {
            cluster.awaitWorking(2);
            load.start(400);

            one.stop();
            // The group waits for the member and does not reassign its partitions.
            assertThat(cluster.working()).isEqualTo(2);
            try (Instance oneAgain = named(cluster, "one").awaitRunning()) {
                other.stop();
                try (Instance otherAgain = named(cluster, "other").awaitRunning()) {
                    load.await();
                    finish(cluster, otherAgain);
                    oneAgain.stop();
                }
            }
        }
    }

    @Test
    void anInstanceIsAddedAndRemoved() throws Exception {
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, SEED, 40_000, guarantees);
                Instance first = Instance.start(cluster, place.resolve("first")).awaitRunning()) {
            load.start(400);

            try (Instance second =
                    Instance.start(cluster, place.resolve("second")).awaitRunning()) {
                cluster.awaitWorking(2);
                second.stop();
            }
            cluster.awaitWorking(1);

            load.await();
            finish(cluster, first);
        }
    }

    private Instance named(TrialCluster cluster, String name) {
        return Instance.start(
                cluster,
                place.resolve(name),
                "--set",
                "group.instance.id=" + name,
                "--set",
                "consumer.session.timeout.ms=60000");
    }

    private void finish(TrialCluster cluster, Instance instance) {
        cluster.awaitView(ExpectedView.of(cluster, Catalogue.bundled()), instance);
        instance.stop();
        Published published = Published.on(cluster.bootstrapServers());
        guarantees.forEach(guarantee -> guarantee.doAssert(published));
        assertThat(new Verification(cluster.client(), Catalogue.bundled(), WindowRule.DEFAULT)
                        .compare()
                        .differences())
                .isEmpty();
    }
}
