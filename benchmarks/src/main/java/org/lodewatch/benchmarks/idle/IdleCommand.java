package org.lodewatch.benchmarks.idle;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description =
                "Counts what the brokers have to write for an instance that has nothing to do: in all topics, those"
                        + " of offsets and transactions too. Fails if it is 5 records a second or more.")
public final class IdleCommand implements Callable<Integer> {

    private static final double MOST = 5;
    private static final long RECORDS = 100_000;
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Longer than changes of past windows are collected, and than commits take that nothing asks for. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long it is watched (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin
    private ReportOption report;

    /**
     * What was written while nothing was to do.
     *
     * @param records by topic, where there were any
     * @param processors that the instance kept busy
     */
    record Idle(double perSecond, Map<String, Long> records, double processors) {}

    @Override
    public Integer call() throws IOException {
        Idle idle;
        VerificationResult verified;
        try (Rig rig = Rig.open()) {
            Workload.of(RECORDS, Workload.DEFAULT_SEED).publish(rig);
            try (InstanceProcess instance = InstanceProcess.start(rig.address(), "instance", HEAP_MEGABYTES, Map.of())
                    .awaitRunning(PATIENCE)) {
                verified = new Verification(rig.cluster(), Catalogue.bundled(), WindowRule.DEFAULT).await(PATIENCE);
                pass(SETTLING);
                Notes.line("watching an idle instance for %d s", seconds);
                idle = watch(rig, instance);
            }
        }
        show(idle, verified);
        report.write(Report.of("idle", Map.of("seconds", seconds), idle));
        return verified.agrees() && idle.perSecond() < MOST ? 0 : 1;
    }

    private Idle watch(Rig rig, InstanceProcess instance) {
        double cpu = instance.cpuSeconds();
        Map<String, Long> before = TopicEnds.of(rig.cluster().admin());
        if (before.getOrDefault(Topics.CUSTOMS_IMPORTS.name(), 0L) < RECORDS) {
            throw new JobFailedException("the ends of the logs do not show what was published: no result");
        }
        long start = System.nanoTime();
        pass(Duration.ofSeconds(seconds));
        Map<String, Long> after = TopicEnds.of(rig.cluster().admin());
        double elapsed = (System.nanoTime() - start) / 1e9;
        Map<String, Long> written = new TreeMap<>();
        after.forEach((topic, end) -> {
            long records = end - before.getOrDefault(topic, 0L);
            if (records > 0) {
                written.put(topic, records);
            }
        });
        double all = written.values().stream().mapToLong(Long::longValue).sum();
        return new Idle(all / elapsed, written, (instance.cpuSeconds() - cpu) / elapsed);
    }

    private void show(Idle idle, VerificationResult verified) {
        Table table = new Table(
                Column.left("topic"), Column.right("records"), Column.right("records/s"), Column.right("/ 5 a second"));
        idle.records().forEach((topic, records) -> row(table, topic, records, (double) records / seconds));
        row(
                table,
                "all",
                idle.records().values().stream().mapToLong(Long::longValue).sum(),
                idle.perSecond());
        System.out.println(Machine.here().line());
        table.lines(false).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "One instance with the settings it comes with, %d s with nothing to do; it kept %.3f processors busy.%n",
                seconds,
                idle.processors());
        System.out.println(verified.sentence());
    }

    private static void row(Table table, String topic, long records, double perSecond) {
        table.row(
                Cell.of(topic),
                Cell.of(Formats.whole(records)),
                Cell.of(Formats.ratio(perSecond)),
                Cell.of(Formats.ratio(perSecond / MOST)));
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }
}
