package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.clients.kafka.KafkaCluster;

/**
 * The product: an instance of the topology with its metrics, exactly once, over all of customs-imports.
 *
 * @param shares file of the {@link LogShares}, all of which it must publish
 */
record ProductJob(BrokerAddress broker, String shares, long records, int threads)
        implements Job<ProductJob.ProductReplay> {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * One replay.
     *
     * @param ledgerIds record ids in its ledgers
     * @param ledgerBytes memory of the ledgers
     */
    record ProductReplay(Measured measured, long ledgerIds, long ledgerBytes) {

        double ledgerBytesPerId() {
            return (double) ledgerBytes / ledgerIds;
        }
    }

    @Override
    public ProductReplay run() throws IOException {
        return run((cluster, check) -> {});
    }

    /**
     * Replays, and then does something else while the instance still runs.
     *
     * @param then its second argument throws an exception if the instance has stopped
     */
    ProductReplay run(BiConsumer<KafkaCluster, Runnable> then) throws IOException {
        try (ReplayedApplication application = application(false)) {
            return application.replay(then);
        }
    }

    /** An application of its own. @param withPort whether its instances have an HTTP port, whose API reads all shares */
    ReplayedApplication application(boolean withPort) throws IOException {
        return new ReplayedApplication(broker, LogShares.read(Path.of(shares)), records, threads, withPort, PATIENCE);
    }
}
