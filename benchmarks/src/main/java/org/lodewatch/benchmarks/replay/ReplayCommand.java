package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.OutsideJob;
import org.lodewatch.benchmarks.raw.ConsumeJob;
import org.lodewatch.benchmarks.raw.RawLoopJob;
import org.lodewatch.benchmarks.replay.ReplayTable.ReplayJob;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = {
            "Publishes synthetic imports once, and replays them in several ways: with the product, with bare Kafka clients, which"
                    + " show the limits of the machine, and in the way of textbooks. The clock runs from the first record"
                    + " until a read_committed consumer has read the last share. Shares must equal those of a plain batch"
                    + " over the log, to the cent.",
            "Each job has a JVM of its own: its first run is cold, its last run warm.",
            "With 2 processors all of it takes about 15 minutes, with --quick about 6; --jobs product takes 4 and 2."
        })
public final class ReplayCommand extends Experiment {

    /** System property that benchmarks/run sets. */
    private static final String FLINK_CLASS_PATH = "lodewatch.flink.classpath";

    private static final int QUICK_RECORDS = 2_000_000;
    private static final int TEXTBOOK_RECORDS = 200_000;
    private static final int RUNS = 3;
    private static final int TEXTBOOK_RUNS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Option(names = "--records", description = "Number of rows, repeated and invalid ones included.")
    private long records = 10_000_000;

    @Option(
            names = "--quick",
            description = "2,000,000 records. The figures are less certain: the JVMs are hardly warm.")
    private boolean quick;

    @Option(names = "--threads", split = ",", description = "Threads of each job.")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--jobs",
            split = ",",
            description = "Which jobs: ${COMPLETION-CANDIDATES}. flink is built for it, which downloads Apache Flink.")
    private List<ReplayJob> jobs = ReplayJob.USUAL;

    @Option(
            names = "--books",
            showDefaultValue = Visibility.NEVER,
            description = "Books, at most: fewer minerals are traded. Without it, each mineral and form is a book.")
    private int books = Integer.MAX_VALUE;

    @Option(names = "--seed", description = "Seed of the synthetic trade.")
    private long seed = Workload.DEFAULT_SEED;

    @Override
    public Integer call() throws IOException {
        Workload workload = Workload.of(quick ? QUICK_RECORDS : records, seed, Workload.mineralsOf(books));
        try (BrokerProcess broker = BrokerProcess.start()) {
            Workload.PublishedRows published = workload.publish(broker);
            RecountedLog log = RecountedLog.of(broker, workload);
            List<ReplayTable.JobRow> rows = time(broker, log);
            ReplayTable table = new ReplayTable(rows);
            List<String> lines = new ArrayList<>(table.lines());
            lines.add(
                    0,
                    String.format(
                            Locale.ROOT,
                            "%,d synthetic customs imports of %.1f bytes (%.1f in the log), published at %,.0f records/s;"
                                    + " %,d shares of %d books",
                            published.records(),
                            log.bytesPerRecord(),
                            log.diskBytesPerRecord(),
                            published.recordsPerSecond(),
                            log.windows(),
                            log.books()));
            print(lines);
            report(Map.of("workload", workload, "published", published, "log", log), table.compared());
            return rows.stream().allMatch(row -> row.fault() == null) ? 0 : 1;
        }
    }

    private List<ReplayTable.JobRow> time(BrokerProcess broker, RecountedLog log) {
        RecountedLog textbookLog = jobs.contains(ReplayJob.TEXTBOOK)
                ? TextbookJob.createLog(broker, Math.min(TEXTBOOK_RECORDS, log.records() / 2))
                : log;
        List<ReplayTable.JobRow> rows = new ArrayList<>();
        for (int count : new TreeSet<>(threads)) {
            for (ReplayJob job : new TreeSet<>(jobs)) {
                progress("%s, %d threads", job.title(), count);
                try {
                    List<Measured> runs =
                            run(broker.address(), job == ReplayJob.TEXTBOOK ? textbookLog : log, job, count);
                    rows.add(new ReplayTable.JobRow(job, count, false, runs.get(0), null));
                    rows.add(new ReplayTable.JobRow(job, count, true, runs.get(runs.size() - 1), null));
                } catch (BenchmarkException e) {
                    progress("no result: %s", e.getMessage());
                    rows.add(new ReplayTable.JobRow(job, count, false, null, e.getMessage()));
                }
            }
        }
        return rows;
    }

    private static List<Measured> run(BrokerAddress broker, RecountedLog log, ReplayJob job, int threads) {
        return switch (job) {
            case CONSUME -> run(new ConsumeJob(broker, log.records(), threads, false), Measured.class, RUNS, log);
            case DECODE -> run(new ConsumeJob(broker, log.records(), threads, true), Measured.class, RUNS, log);
            case LOOP -> run(new RawLoopJob(broker, log.shares(), log.records(), threads), Measured.class, RUNS, log);
            case PRODUCT -> ReplayedProduct.measure(broker, log, threads, RUNS, PATIENCE);
            case FLINK ->
                JobProcess.run(
                        flink(broker, log, threads),
                        Measured.class,
                        RUNS,
                        JobProcess.heapMegabytes(log.records()),
                        PATIENCE);
            case TEXTBOOK ->
                run(new TextbookJob(broker, log.shares(), log.records(), threads), Measured.class, TEXTBOOK_RUNS, log);
        };
    }

    private static OutsideJob flink(BrokerAddress broker, RecountedLog log, int threads) {
        return new OutsideJob(
                "org.lodewatch.benchmarks.flink.FlinkJob",
                Map.of("broker", broker, "shares", log.shares(), "records", log.records(), "threads", threads),
                Optional.ofNullable(System.getProperty(FLINK_CLASS_PATH))
                        .orElseThrow(() -> new BenchmarkException(
                                "the job in Flink is not built: start it with benchmarks/run replay --jobs flink")));
    }

    private static <R> List<R> run(Job<R> job, Class<R> result, int runs, RecountedLog log) {
        return JobProcess.run(job, result, runs, JobProcess.heapMegabytes(log.records()), PATIENCE);
    }
}
