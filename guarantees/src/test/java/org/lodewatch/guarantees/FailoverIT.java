package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * An instance that was killed is replaced at once by another on the same machine, and one that is only suspended is left alone
 * until its session has timed out. Sessions and transactions last too long here to be what makes the difference.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FailoverIT {

    private static final String[] PATIENT = {
        "--set", "consumer.session.timeout.ms=45000", "--set", "producer.transaction.timeout.ms=45000"
    };

    /** Much less than the session, and much more than it takes where the processors are free. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final long SEED = 7;

    @TempDir
    private Path place;

    @Test
    void theInstanceThatIsLeftTakesOverAndReadersGoOn() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, SEED, 40_000, List.of());
                Instance one =
                        Instance.start(cluster, place.resolve("one"), PATIENT).awaitRunning();
                Instance other =
                        Instance.start(cluster, place.resolve("other"), PATIENT).awaitRunning()) {
            cluster.awaitWorking(2);
            awaitLinks();
            load.publish(20);

            one.kill();
            load.publish(20);

            await("the other instance has all partitions, and no transaction is open")
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(SOON)
                    .until(() -> cluster.working() == 1 && openTransactions(cluster) == 0);
            cluster.awaitView(ExpectedView.of(cluster, Catalogue.bundled()), other);
            other.stop(); // leaves its group, so that the next test finds it without members
            assertThat(other.err()).contains("has ended without leaving its group");
        }
    }

    @Test
    void aSuspendedInstanceKeepsItsPartitions() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Instance one =
                        Instance.start(cluster, place.resolve("one"), PATIENT).awaitRunning();
                Instance other =
                        Instance.start(cluster, place.resolve("other"), PATIENT).awaitRunning()) {
            cluster.awaitWorking(2);
            awaitLinks();

            one.pause();
            try {
                await("nothing changes")
                        .during(Duration.ofSeconds(4))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> cluster.working() == 2);
            } finally {
                one.resume();
            }

            one.stop();
            other.stop();
            assertThat(other.err()).doesNotContain("has ended without leaving its group");
        }
    }

    private static long openTransactions(TrialCluster cluster) throws Exception {
        return cluster.admin()
                .listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                .all()
                .get()
                .size();
    }

    /** They connect within moments after partitions were assigned. */
    private static void awaitLinks() {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }
}
