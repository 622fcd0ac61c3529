package org.lodewatch.benchmarks.latency;

import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.lodewatch.benchmarks.frame.Formats;
import org.lodewatch.benchmarks.frame.InstanceProcess;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description =
                "Keeps a steady load, and measures how long it takes from when a record is due to be published until"
                        + " a read_committed reader has the record, the shares that hold it, and the alert that it brings. Fails if"
                        + " one is missing or comes twice.")
public final class LatencyCommand implements Callable<Integer> {

    static final YearMonth NEWEST = Workload.LAST;
    static final List<String> REPORTERS =
            List.of("US", "JP", "KR", "DE", "FR", "GB", "IN", "BR", "IT", "ES", "NL", "SE", "CA", "MX", "TR", "ZA");

    private static final int HISTORY_AT_A_TIME = 100_000;
    /** Of each rate, before it is measured; what comes then is checked all the same. */
    private static final int SECONDS_TO_SETTLE = 10;

    private static final int HEAP_MEGABYTES = 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SECOND = 1_000_000_000;

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,5000,20000",
            description = "Records a second (default: ${DEFAULT-VALUE}).")
    private List<Integer> rates;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "40",
            description = "How long each rate is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "180",
            description =
                    "Seconds of the highest rate before anything is measured, in which the JVMs compile what matters"
                            + " (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--triggers",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the records of a second bring an alert (default: ${DEFAULT-VALUE}).")
    private int triggersPerSecond;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Records of the same trade that the log holds before (default: ${DEFAULT-VALUE}).")
    private int history;

    @Mixin
    private ReportOption report;

    /**
     * Times from when triggers were due, in milliseconds.
     *
     * @param to what could be read then
     * @param samples triggers that were measured
     * @param toRecord p99 in relation to that of the record itself, in the same run
     */
    record Latency(
            int rate, String to, long samples, double p50, double p99, double p999, double max, double toRecord) {}

    /**
     * One rate.
     *
     * @param sentLateMillis by how much a record was sent late, at most: it is part of the times
     * @param processors that the instance kept busy
     */
    record Load(int rate, double sentLateMillis, double processors) {}

    @Override
    public Integer call() throws IOException {
        for (int rate : rates) {
            if (rate % triggersPerSecond != 0 || rate == triggersPerSecond) {
                throw new JobFailedException(
                        "%d records a second cannot have %d triggers at even distances: choose a divisor with --triggers"
                                .formatted(rate, triggersPerSecond));
            }
        }
        List<Latency> latencies = new ArrayList<>();
        List<Load> loads = new ArrayList<>();
        VerificationResult verified;
        try (Rig rig = Rig.open();
                LiveFeed feed = new LiveFeed(rig.cluster(), Catalogue.bundled(), NEWEST)) {
            PolicyTopic.createTopics(rig.cluster(), Optional.empty());
            Triggers triggers = new Triggers(Catalogue.bundled(), REPORTERS, NEWEST);
            publishHistory(feed);
            triggers.before().forEach(feed::send);
            feed.flush();
            try (InstanceProcess instance = InstanceProcess.start(rig.address(), "instance", HEAP_MEGABYTES, Map.of())
                    .awaitRunning(PATIENCE)) {
                Verification verification = new Verification(rig.cluster(), Catalogue.bundled(), WindowRule.DEFAULT);
                requireKeptUp(verification.await(PATIENCE));
                // Not before, since of two lines of a book one may be counted before the other.
                new PolicyTopic(rig.cluster()).apply(List.of(Triggers.policy()));
                long begun = warmUp(rig, feed, triggers);
                for (int rate : rates) {
                    begun = measure(rig, feed, triggers, begun, rate, instance, latencies, loads);
                }
                verified = verification.await(PATIENCE);
            }
        }
        show(latencies, loads, verified);
        report.write(Report.of(
                "latency",
                Map.of(
                        "rates",
                        rates,
                        "seconds",
                        seconds,
                        "warmUp",
                        warmUp,
                        "triggersPerSecond",
                        triggersPerSecond,
                        "history",
                        history),
                Map.of("latencies", latencies, "loads", loads)));
        return verified.agrees() ? 0 : 1;
    }

    static void requireKeptUp(VerificationResult before) {
        if (!before.agrees()) {
            throw new JobFailedException("before any load " + before.sentence());
        }
    }

    /** A part at a time, since rows take more memory than records. */
    private void publishHistory(LiveFeed feed) {
        for (int sent = 0; sent < history; sent += HISTORY_AT_A_TIME) {
            feed.next(Math.min(HISTORY_AT_A_TIME, history - sent)).forEach(feed::send);
            feed.flush();
        }
    }

    /** Returns how many triggers there were. */
    private long warmUp(Rig rig, LiveFeed feed, Triggers triggers) {
        int rate = Collections.max(rates);
        Notes.line("%,d records/s for %d s to warm up", rate, warmUp);
        SteadyRun run = new SteadyRun(rig.cluster(), feed, triggers, 0, rate, triggersPerSecond, warmUp);
        run.run(true);
        run.requireEachOnce();
        return run.lastTrigger();
    }

    private long measure(
            Rig rig,
            LiveFeed feed,
            Triggers triggers,
            long firstTrigger,
            int rate,
            InstanceProcess instance,
            List<Latency> latencies,
            List<Load> loads) {
        Notes.line("%,d records/s for %d s", rate, SECONDS_TO_SETTLE + seconds);
        SteadyRun run = new SteadyRun(
                rig.cluster(), feed, triggers, firstTrigger, rate, triggersPerSecond, SECONDS_TO_SETTLE + seconds);
        double cpu = instance.cpuSeconds();
        long begun = System.nanoTime();
        run.run(true);
        run.requireEachOnce();
        double processors = (instance.cpuSeconds() - cpu) * SECOND / (System.nanoTime() - begun);
        long from = run.startNanos() + SECONDS_TO_SETTLE * SECOND;
        Histogram record = run.records().micros(from);
        latencies.add(latency(rate, "record", record, record));
        latencies.add(latency(rate, "shares", run.shares().micros(from), record));
        latencies.add(latency(rate, "alert", run.alerts().micros(from), record));
        loads.add(new Load(rate, run.latestNanos() / 1e6, processors));
        return run.lastTrigger();
    }

    private static Latency latency(int rate, String to, Histogram micros, Histogram record) {
        return new Latency(
                rate,
                to,
                micros.getTotalCount(),
                millis(micros, 50),
                millis(micros, 99),
                millis(micros, 99.9),
                micros.getMaxValue() / 1e3,
                millis(micros, 99) / millis(record, 99));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private void show(List<Latency> latencies, List<Load> loads, VerificationResult verified) {
        Table table = new Table(
                Column.right("records/s"),
                Column.left("until readable"),
                Column.right("p50 ms"),
                Column.right("p99 ms"),
                Column.right("p99.9 ms"),
                Column.right("max ms"),
                Column.right("p99 / record's"));
        for (Latency row : latencies) {
            table.row(
                    Cell.of(Formats.whole(row.rate())),
                    Cell.of(row.to()),
                    Cell.of(Formats.tenths(row.p50())),
                    Cell.of(Formats.tenths(row.p99())),
                    Cell.of(Formats.tenths(row.p999())),
                    Cell.of(Formats.tenths(row.max())),
                    Cell.of(Formats.ratio(row.toRecord())));
        }
        System.out.println(Machine.here().line());
        table.lines(false).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "Times from when a record was due, sent late or not, by %s; %,d triggers a rate, one alert each, seen by"
                        + " read_committed readers.%n",
                LiveFeed.HOW,
                (long) triggersPerSecond * seconds);
        for (Load load : loads) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d records/s: sent %.1f ms late at most; the instance kept %.2f processors busy.%n",
                    load.rate(),
                    load.sentLateMillis(),
                    load.processors());
        }
        System.out.println(verified.sentence());
    }
}
