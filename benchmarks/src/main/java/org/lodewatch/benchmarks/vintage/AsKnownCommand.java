package org.lodewatch.benchmarks.vintage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.replay.ReplayedProduct;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "as-known",
        description = {
            "Publishes synthetic imports once, and judges them by the initial policies as they came, like policies test"
                    + " --as-known then. Compares the rate with that at which an instance replays the same log. The histories"
                    + " that are left must be those of a plain batch over the log.",
            "Each job has a JVM of its own: its first run is cold, its last run warm. With 2 processors all of it takes about 4"
                    + " minutes, with --quick about 2."
        })
public final class AsKnownCommand extends Experiment {

    private static final int QUICK_RECORDS = 2_000_000;
    private static final int RUNS = 3;
    private static final int THREADS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Option(names = "--records", description = "Number of rows, repeated and invalid ones included.")
    private long records = 10_000_000;

    @Option(
            names = "--quick",
            description = "2,000,000 records. The figures are less certain: the JVMs are hardly warm.")
    private boolean quick;

    /** A run. */
    record Row(String job, String jvm, Measured measured) {}

    @Override
    public Integer call() throws IOException {
        Workload workload = Workload.of(quick ? QUICK_RECORDS : records, Workload.DEFAULT_SEED);
        try (BrokerProcess broker = BrokerProcess.start()) {
            workload.publish(broker);
            RecountedLog log = RecountedLog.of(broker, workload);
            int heap = JobProcess.heapMegabytes(log.records());
            progress("as known then");
            List<Measured> asKnown = JobProcess.run(
                    new AsKnownJob(broker.address(), log.histories(), log.records()),
                    Measured.class,
                    RUNS,
                    heap,
                    PATIENCE);
            progress("product, %d threads", THREADS);
            List<Measured> product = ReplayedProduct.measure(broker.address(), log, THREADS, RUNS, PATIENCE);
            double best = product.get(RUNS - 1).recordsPerSecond();
            List<Row> rows = List.of(
                    new Row("as known then", "cold", asKnown.get(0)),
                    new Row("as known then", "warm", asKnown.get(RUNS - 1)),
                    new Row("product", "cold", product.get(0)),
                    new Row("product", "warm", product.get(RUNS - 1)));
            print(new ResultTable<Row>()
                    .text("job", Row::job)
                    .text("JVM", Row::jvm)
                    .whole("records", row -> row.measured().records())
                    .whole("records/s", row -> row.measured().recordsPerSecond())
                    .ratio("of warm product", row -> row.measured().recordsPerSecond() / best)
                    .tenths("CPU s", row -> row.measured().cost().cpuSeconds())
                    .tenths("broker CPU s", row -> row.measured().cost().brokerCpuSeconds())
                    .mebibytes("peak MiB", row -> row.measured().cost().peakMemoryBytes())
                    .lines(rows));
            report(Map.of("workload", workload, "log", log), rows);
            return 0;
        }
    }
}
