package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "growth",
        description = {
            "Replays logs that grow in one dimension at a time with the product. Prints the power of the size with which each"
                    + " figure grows: 0 if it does not change, 1 if it doubles with the size. Each size has a JVM of its"
                    + " own, which replays the log once before it is timed; shares are checked to the cent. After the"
                    + " replay " + GrowthJob.RATE
                    + " more records a second are published, and the time until their shares"
                    + " can be read is measured.",
            "With 2 processors, records up to 50,000,000 take about 30 minutes, 15 GiB of memory and 10 GiB of disk; each"
                    + " other dimension takes about 5 minutes."
        })
public final class GrowthCommand extends Experiment {

    private static final int BYTES_PER_WINDOW = 8_192;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Option(names = "--dimension", split = ",", description = "What grows: ${COMPLETION-CANDIDATES}.")
    private List<Dimension> dimensions = List.of(Dimension.values());

    @Option(names = "--up-to", description = "No larger sizes.")
    private long upTo = 50_000_000;

    @Option(names = "--sizes", split = ",", description = "These sizes instead of the usual ones of each dimension.")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            description = "The same heap for every size. Without it, a heap that grows with records and windows.")
    private Optional<Integer> heap = Optional.empty();

    @Option(names = "--markdown", description = "Prints the tables as Markdown, for a page of the documentation.")
    private boolean markdown;

    @Option(names = "--records", description = "Records where something else grows.")
    private long records = 2_000_000;

    @Option(names = "--threads", description = "Threads where something else grows.")
    private int threads = 2;

    /** What grows, and its sizes. */
    enum Dimension {
        RECORDS(1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000),
        BOOKS(50, 100, 250, 500, 1_000, 2_500, 5_000),
        COUNTRIES(10, 20, 40, 80, 160, 240),
        MONTHS(12, 24, 36, 48, 60, 72),
        PARTITIONS(1, 2, 4, 8, 12, 24, 48),
        THREADS(1, 2, 4);

        private final List<Integer> sizes;

        Dimension(Integer... sizes) {
            this.sizes = List.of(sizes);
        }

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Workload workload(long records, int size) {
            return new Workload(
                    this == RECORDS ? size : records,
                    Workload.DEFAULT_SEED,
                    this == BOOKS ? Workload.mineralsOf(size) : SyntheticTrade.MINERALS,
                    this == BOOKS ? Workload.reportersOf(size) : 1,
                    this == COUNTRIES ? size : SyntheticTrade.ORIGINS,
                    this == MONTHS ? size : SyntheticTrade.MONTHS,
                    this == PARTITIONS ? size : Topics.INPUT_PARTITIONS);
        }
    }

    /** The report of one dimension. */
    private record Growth(List<GrowthTable.Point> points, Map<String, Double> exponents) {}

    @Override
    public Integer call() throws IOException {
        Map<Dimension, Growth> results = new LinkedHashMap<>();
        print(List.of());
        for (Dimension dimension : new TreeSet<>(dimensions)) {
            List<GrowthTable.Point> points = new ArrayList<>();
            for (int size : sizes.isEmpty() ? dimension.sizes : sizes) {
                if (size <= upTo) {
                    points.add(measure(dimension, size, points));
                }
            }
            results.put(dimension, new Growth(points, show(dimension, points).exponents()));
            report(Map.of("records", records, "threads", threads), results);
        }
        print(
                "%np50 and p99 are of how long shares took, from when a record was due, at %,d records/s after the replay, in its JVM:"
                        + " the longer that has run, the more it has compiled, which p99 shows before anything else.",
                GrowthJob.RATE);
        return 0;
    }

    private GrowthTable show(Dimension dimension, List<GrowthTable.Point> points) {
        GrowthTable table = new GrowthTable(dimension.title(), points);
        print("");
        (markdown ? table.markdown() : table.lines()).forEach(System.out::println);
        return table;
    }

    /** @param before the sizes that were measured, which are shown if this one fails */
    private GrowthTable.Point measure(Dimension dimension, int size, List<GrowthTable.Point> before)
            throws IOException {
        progress("%s: %,d", dimension.title(), size);
        try {
            return measure(dimension, size);
        } catch (BenchmarkException e) {
            if (!before.isEmpty()) {
                show(dimension, before);
            }
            throw new BenchmarkException("%s, %,d: %s".formatted(dimension.title(), size, e.getMessage()));
        }
    }

    private GrowthTable.Point measure(Dimension dimension, int size) throws IOException {
        Workload workload = dimension.workload(records, size);
        int jobThreads = dimension == Dimension.THREADS ? size : threads;
        try (BrokerProcess broker = BrokerProcess.start()) {
            workload.publish(broker);
            RecountedLog log = RecountedLog.of(broker, workload);
            int megabytes = heap.orElseGet(() -> JobProcess.heapMegabytes(workload.records())
                    + (int) ((long) log.windows() * BYTES_PER_WINDOW >> 20));
            ProductJob replay = new ProductJob(broker.address(), log.shares(), log.records(), jobThreads);
            GrowthJob.Result result = JobProcess.run(
                            new GrowthJob(replay, workload), GrowthJob.Result.class, 1, megabytes, PATIENCE)
                    .get(0);
            double reached = dimension == Dimension.BOOKS ? log.books() : size;
            return new GrowthTable.Point(reached, workload, log, jobThreads, megabytes, result);
        }
    }
}
