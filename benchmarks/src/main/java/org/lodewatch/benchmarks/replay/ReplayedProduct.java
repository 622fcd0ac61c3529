package org.lodewatch.benchmarks.replay;

import java.time.Duration;
import java.util.List;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.workload.RecountedLog;

/** Replays of a log by an instance, for comparison. */
public final class ReplayedProduct {

    private ReplayedProduct() {}

    /** Several replays in one JVM: the first is cold, the last one warm. */
    public static List<Measured> measure(
            BrokerAddress broker, RecountedLog log, int threads, int runs, Duration timeout) {
        return JobProcess.run(
                        new ProductJob(broker, log.shares(), log.records(), threads),
                        ProductJob.ProductReplay.class,
                        runs,
                        JobProcess.heapMegabytes(log.records()),
                        timeout)
                .stream()
                .map(ProductJob.ProductReplay::measured)
                .toList();
    }
}
