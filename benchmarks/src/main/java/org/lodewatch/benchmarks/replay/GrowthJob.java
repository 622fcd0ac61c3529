package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.latency.SteadyLoad;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.clients.kafka.KafkaCluster;

/**
 * Replays a log, so that the JVM compiles the code, replays it again, and then puts a steady load on the same instance.
 *
 * @param workload of the log
 */
record GrowthJob(ProductJob replay, Workload workload) implements Job<GrowthJob.Result> {

    /** Records a second of the load. */
    static final int RATE = 1_000;

    private static final int PROBES_PER_SECOND = 100;
    private static final int UNMEASURED_SECONDS = 10;
    private static final int SECONDS = 10;

    /**
     * The result.
     *
     * @param replay the second one
     * @param p50 of the times until shares could be read, milliseconds
     * @param p99 the same
     */
    record Result(ProductJob.ProductReplay replay, double p50, double p99) {}

    @Override
    public Result run() throws IOException {
        replay.run();
        Histogram[] micros = new Histogram[1];
        ProductJob.ProductReplay again = replay.run((cluster, check) -> micros[0] = load(cluster, check));
        return new Result(again, micros[0].getValueAtPercentile(50) / 1e3, micros[0].getValueAtPercentile(99) / 1e3);
    }

    private Histogram load(KafkaCluster cluster, Runnable check) {
        try (SteadyLoad load = new SteadyLoad(cluster, workload.rest(), List.of("US"))) {
            load.publishHistory(0);
            SteadyLoad.Run run = load.prepare(RATE, PROBES_PER_SECOND, UNMEASURED_SECONDS + SECONDS);
            run.run(false, check);
            return run.micros(UNMEASURED_SECONDS);
        }
    }
}
