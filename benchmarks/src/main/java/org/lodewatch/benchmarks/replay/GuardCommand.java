package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.raw.RawLoopJob;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "guard",
        description = {
            "Replays a small log with the product and with the raw exactly-once loop, and compares the two. Exits with 1 if"
                    + " the product is slower or larger than its bounds. The bounds are ratios within one run, so any"
                    + " machine can run it, a busy one too.",
            "With 2 processors it takes about a minute."
        })
public final class GuardCommand extends Experiment {

    private static final int THREADS = 2;
    private static final int RUNS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--records", description = "Number of rows. The bounds are for 1,000,000 or more.")
    private long records = 1_000_000;

    @Override
    public Integer call() throws IOException {
        Workload workload = Workload.of(records, Workload.DEFAULT_SEED);
        try (BrokerProcess broker = BrokerProcess.start()) {
            workload.publish(broker);
            RecountedLog log = RecountedLog.of(broker, workload);
            GuardVerdict.Best rawLoop = GuardVerdict.Best.of(
                    warmRuns(new RawLoopJob(broker.address(), log.shares(), log.records(), THREADS), Measured.class));
            List<ProductJob.ProductReplay> product = warmRuns(
                    new ProductJob(broker.address(), log.shares(), log.records(), THREADS),
                    ProductJob.ProductReplay.class);
            GuardVerdict verdict = GuardVerdict.of(
                    rawLoop,
                    GuardVerdict.Best.of(product.stream()
                            .map(ProductJob.ProductReplay::measured)
                            .toList()),
                    product.get(0).ledgerBytesPerId());
            print(verdict.bounds().stream().map(GuardVerdict.Bound::line).toList());
            report(Map.of("workload", workload), verdict.bounds());
            return verdict.isKept() ? 0 : 1;
        }
    }

    /** All runs but the first, which is cold. */
    private <R> List<R> warmRuns(Job<R> job, Class<R> result) {
        progress("%s", job.getClass().getSimpleName());
        return JobProcess.run(job, result, RUNS, JobProcess.heapMegabytes(records), PATIENCE)
                .subList(1, RUNS);
    }
}
