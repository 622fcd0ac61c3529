package org.lodewatch.benchmarks.growth;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Heap;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.latency.LiveLoad;
import org.lodewatch.benchmarks.product.ProductJob;
import org.lodewatch.benchmarks.trade.RecountResult;
import org.lodewatch.benchmarks.trade.RecountedLog;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Replays logs that grow in one dimension at a time through the product, and fits the power of the size with which"
                    + " each figure grows: 0 for what does not change, 1 for what doubles with the size. Each size has a JVM"
                    + " of its own, which replays the log once before it is timed; shares are checked to the cent. Afterwards"
                    + " come " + LiveLoad.RATE
                    + " more records a second, and it is measured how long they wait for their shares.",
            "With 2 processors, records up to 50,000,000 take about 30 minutes, 15 GiB of memory and 10 GiB of disk; each"
                    + " other dimension takes about 5 minutes."
        })
public final class GrowthCommand implements Callable<Integer> {

    private static final int WINDOW_BYTES = 8_192;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Option(
            names = "--dimension",
            paramLabel = "DIMENSION",
            split = ",",
            description = "Which (default: all of records, books, countries, months, partitions, threads).")
    private List<Dimension> dimensions = List.of(Dimension.values());

    @Option(
            names = "--up-to",
            paramLabel = "N",
            defaultValue = "" + Integer.MAX_VALUE,
            description = "No larger sizes (default: 50,000,000 records, 5,000 books, 240 countries, 72 months, 48"
                    + " partitions, 4 threads).")
    private long upTo;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Records where something else grows (default: 2,000,000).")
    private long records;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads where something else grows (default: 2).")
    private int threads;

    @Mixin
    private ReportOption report;

    /** One dimension as it goes into the report. */
    record Grown(List<GrowthPoint> points, GrowthTable.Exponents exponents) {}

    @Override
    public Integer call() throws IOException {
        Map<Dimension, Grown> results = new LinkedHashMap<>();
        System.out.println(Machine.here().line());
        for (Dimension dimension : new TreeSet<>(dimensions)) {
            List<GrowthPoint> points = grow(dimension);
            GrowthTable table = new GrowthTable(dimension, points);
            results.put(dimension, new Grown(points, table.exponents()));
            System.out.println();
            table.lines().forEach(System.out::println);
            report.write(Report.of("growth", Map.of("records", records, "threads", threads), results));
        }
        System.out.printf(
                Locale.ROOT,
                "%np50 and p99 are of how long shares took, from when a record was due, at %,d records/s after the replay, in its JVM:"
                        + " the longer that has run, the more it has compiled, which p99 shows before anything else.%n",
                LiveLoad.RATE);
        return 0;
    }

    private List<GrowthPoint> grow(Dimension dimension) throws IOException {
        List<GrowthPoint> points = new ArrayList<>();
        for (int size : dimension.sizes(upTo)) {
            try (Rig rig = Rig.open()) {
                points.add(measure(rig, dimension, size));
            }
        }
        return points;
    }

    private GrowthPoint measure(Rig rig, Dimension dimension, int size) {
        Workload workload = dimension.grown(Workload.of(records), size);
        int jobThreads = dimension == Dimension.THREADS ? size : threads;
        Notes.line("%s: %,d", dimension.title(), size);
        workload.publish(rig);
        RecountedLog log =
                RecountedLog.of(rig, Topics.CUSTOMS_IMPORTS.name(), workload.partitions(), workload.records());
        RecountResult reckoned = log.reckoned();
        int heap = Heap.megabytesFor(workload.records()) + (int) ((long) reckoned.windows() * WINDOW_BYTES >> 20);
        ProductJob replay = new ProductJob(rig.address(), log.shares(), reckoned.records(), jobThreads);
        GrowthJob.Result result =
                new ChildJvm(heap, PATIENCE).run(new GrowthJob(replay, new LiveLoad(workload)), GrowthJob.Result.class);
        double reached = dimension == Dimension.BOOKS ? reckoned.books() : size;
        return new GrowthPoint(
                dimension, reached, workload, reckoned, jobThreads, heap, result.replay(), result.waits());
    }
}
