package org.lodewatch.guarantees;

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

/** Readers wait for an instance that was killed until its session has timed out, and not until its transaction has. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FailoverIT {

    private static final Duration TRANSACTION = Duration.ofSeconds(120);
    private static final String[] LONG_TRANSACTIONS = {
        "--set", "producer.transaction.timeout.ms=" + TRANSACTION.toMillis()
    };
    private static final Duration SOON = TRANSACTION.dividedBy(4);

    private static final long SEED = 7;

    @TempDir
    private Path place;

    @Test
    void theInstanceThatIsLeftEndsTheTransactionOfTheOneThatWasKilled() throws Exception {
        try (TrialCluster cluster = TrialCluster.start();
                Load load = new Load(cluster, SEED, 40_000, List.of());
                Instance one = Instance.start(cluster, place.resolve("one"), LONG_TRANSACTIONS)
                        .awaitRunning();
                Instance other = Instance.start(cluster, place.resolve("other"), LONG_TRANSACTIONS)
                        .awaitRunning()) {
            cluster.awaitWorking(2);
            load.publish(20);

            one.kill();
            load.publish(20);

            await("the other instance has all partitions, and no transaction is open")
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(SOON)
                    .until(() -> cluster.working() == 1 && openTransactions(cluster) == 0);
            cluster.awaitView(ExpectedView.of(cluster, Catalogue.bundled()), other);
        }
    }

    private static long openTransactions(TrialCluster cluster) throws Exception {
        return cluster.admin()
                .listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                .all()
                .get()
                .size();
    }
}
