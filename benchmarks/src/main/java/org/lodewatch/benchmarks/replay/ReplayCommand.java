package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Heap;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.benchmarks.limits.ConsumeJob;
import org.lodewatch.benchmarks.limits.RawLoopJob;
import org.lodewatch.benchmarks.product.ProductJob;
import org.lodewatch.benchmarks.product.ProductRun;
import org.lodewatch.benchmarks.textbook.TextbookJob;
import org.lodewatch.benchmarks.textbook.TextbookLog;
import org.lodewatch.benchmarks.trade.PublishResult;
import org.lodewatch.benchmarks.trade.RecountedLog;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes made-up imports once, and replays them in several ways: the product, the limits that the machine sets"
                    + " it, and the way that textbooks do it. The clock runs from the first record until a read_committed"
                    + " consumer has seen the last share as a plain batch over the log gives it, to the cent.",
            "Each job has a JVM of its own: what it does there first is cold, what it does there last, warm.",
            "With 2 processors all of it takes about 15 minutes, and some 6 with --quick; --jobs product 4 and 2."
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final int QUICK_RECORDS = 2_000_000;
    private static final int TEXTBOOK_RECORDS = 200_000;
    private static final int ROUNDS = 3;
    private static final int TEXTBOOK_ROUNDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many, repeated and invalid ones too (default: 10,000,000).")
    private long records;

    @Option(names = "--quick", description = "2,000,000 records, which tell less: the JVMs are hardly warm.")
    private boolean quick;

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "Of each job (default: 1,2).")
    private List<Integer> threads;

    @Option(
            names = "--jobs",
            paramLabel = "JOB",
            split = ",",
            description = "Which (default: all of consume, decode, loop, product, textbook).")
    private List<ReplayJob> jobs = List.of(ReplayJob.values());

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + Workload.DEFAULT_SEED,
            description = "Another one makes up other trade (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() throws IOException {
        Workload workload = Workload.of(quick ? QUICK_RECORDS : records, seed);
        try (Rig rig = Rig.open()) {
            Notes.line("publishing %,d records", workload.records());
            PublishResult published = workload.publish(rig);
            RecountedLog log =
                    RecountedLog.of(rig, Topics.CUSTOMS_IMPORTS.name(), workload.partitions(), published.records());
            String heading = String.format(
                    Locale.ROOT,
                    "%,d made-up customs imports of %.1f bytes (%.1f in the log), published at %,.0f records/s;"
                            + " %,d shares of %d books",
                    published.records(),
                    log.reckoned().bytesPerRecord(),
                    log.reckoned().diskBytesPerRecord(),
                    published.recordsPerSecond(),
                    log.reckoned().windows(),
                    log.reckoned().books());
            List<ReplayRow> rows = time(rig, log);
            ReplayTable table = new ReplayTable(rows);
            System.out.println(Machine.here().line());
            System.out.println(heading);
            table.lines().forEach(System.out::println);
            report.write(Report.of(
                    "replay",
                    Map.of("workload", workload, "published", published, "log", log.reckoned()),
                    table.compared()));
            return rows.stream().allMatch(row -> row.fault() == null) ? 0 : 1;
        }
    }

    private List<ReplayRow> time(Rig rig, RecountedLog log) {
        List<ReplayRow> rows = new ArrayList<>();
        Optional<RecountedLog> textbookLog = Optional.empty();
        if (jobs.contains(ReplayJob.TEXTBOOK)) {
            long part = TextbookLog.create(
                    rig, Math.min(TEXTBOOK_RECORDS, log.reckoned().records() / 2));
            textbookLog =
                    Optional.of(RecountedLog.of(rig, TextbookLog.TOPIC.name(), TextbookLog.TOPIC.partitions(), part));
        }
        for (int count : new TreeSet<>(threads)) {
            for (ReplayJob job : new TreeSet<>(jobs)) {
                Notes.line("%s, %d threads", job.title(), count);
                RecountedLog read = job == ReplayJob.TEXTBOOK ? textbookLog.orElseThrow() : log;
                rows.addAll(time(rig, read, job, count));
            }
        }
        return rows;
    }

    private static List<ReplayRow> time(Rig rig, RecountedLog log, ReplayJob job, int threads) {
        int rounds = job == ReplayJob.TEXTBOOK ? TEXTBOOK_ROUNDS : ROUNDS;
        try {
            ChildJvm jvm = new ChildJvm(Heap.megabytesFor(log.reckoned().records()), PATIENCE);
            List<Measured> measured = run(jvm, rig.address(), log, job, threads, rounds);
            return List.of(
                    ReplayRow.of(job, threads, false, measured.get(0)),
                    ReplayRow.of(job, threads, true, measured.get(rounds - 1)));
        } catch (JobFailedException e) {
            Notes.line("no result: %s", e.getMessage());
            return List.of(ReplayRow.failed(job, threads, e.getMessage()));
        }
    }

    private static List<Measured> run(
            ChildJvm jvm, RigAddress rig, RecountedLog log, ReplayJob job, int threads, int rounds) {
        long records = log.reckoned().records();
        return switch (job) {
            case CONSUME -> jvm.run(new ConsumeJob(rig, records, threads, false), Measured.class, rounds);
            case DECODE -> jvm.run(new ConsumeJob(rig, records, threads, true), Measured.class, rounds);
            case LOOP -> jvm.run(new RawLoopJob(rig, log.shares(), records, threads), Measured.class, rounds);
            case PRODUCT ->
                jvm.run(new ProductJob(rig, log.shares(), records, threads), ProductRun.class, rounds).stream()
                        .map(ProductRun::measured)
                        .toList();
            case TEXTBOOK -> jvm.run(new TextbookJob(rig, log.shares(), records, threads), Measured.class, rounds);
        };
    }
}
