package org.lodewatch.benchmarks.capacity;

import static org.lodewatch.benchmarks.frame.Formats.tenths;
import static org.lodewatch.benchmarks.frame.Formats.whole;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        description = {
            "Reckons how many instances and partitions, how much memory and how much time a load takes, from figures that"
                    + " replay and restore have measured. It measures nothing itself.",
            "Two thirds of a heap are for ledgers; each ledger has a standby; a thread has two partitions."
        })
public final class CapacityCommand implements Callable<Integer> {

    private static final double SECONDS_A_MINUTE = 60;

    @Option(
            names = "--records-per-year",
            paramLabel = "N",
            split = ",",
            defaultValue = "10000000,1000000000,10000000000",
            description = "How many come in (default: ${DEFAULT-VALUE}).")
    private List<Long> loads;

    @Option(names = "--ledger-bytes", paramLabel = "N", required = true, description = "Of memory a record (restore).")
    private double ledgerBytes;

    @Option(names = "--log-bytes", paramLabel = "N", required = true, description = "In the log a record (replay).")
    private double logBytes;

    @Option(
            names = "--restore-rate",
            paramLabel = "N",
            required = true,
            description = "Records a second and thread that are read back (restore).")
    private double restoreRate;

    @Option(
            names = "--replay-rate",
            paramLabel = "N",
            required = true,
            description = "Records a second and thread that are worked through (replay).")
    private double replayRate;

    @Option(
            names = "--heap-gib",
            paramLabel = "N",
            defaultValue = "31",
            description = "Heap of an instance (default: ${DEFAULT-VALUE}, the most with short object references).")
    private double heap;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of an instance, each with a processor of its own (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--years",
            paramLabel = "N",
            defaultValue = "6",
            description = "After how many (default: ${DEFAULT-VALUE}, as long as figures can be restated).")
    private int years;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() {
        Measurements measured = new Measurements(ledgerBytes, logBytes, restoreRate, replayRate, heap, threads, years);
        List<Capacity> capacities =
                loads.stream().map(load -> Capacity.of(load, measured)).toList();
        System.out.printf(
                Locale.ROOT,
                "after %d years, at %.1f bytes of ledger and %.1f of log a record, %,.0f records/s restored and %,.0f replayed"
                        + " a thread; instances with %.0f GiB of heap and %d threads%n",
                years,
                ledgerBytes,
                logBytes,
                restoreRate,
                replayRate,
                heap,
                threads);
        lines(capacities).forEach(System.out::println);
        report.write(Report.of("capacity", Map.of("measured", measured), capacities));
        return 0;
    }

    private static List<String> lines(List<Capacity> capacities) {
        Table table = new Table(
                Column.right("records a year"),
                Column.right("a second"),
                Column.right("log GiB a replica"),
                Column.right("ledgers GiB"),
                Column.right("with standbys"),
                Column.right("instances"),
                Column.right("partitions"),
                Column.right("restore min"),
                Column.right("replay min"));
        for (Capacity capacity : capacities) {
            table.row(
                    Cell.of(whole(capacity.recordsPerYear())),
                    Cell.of(tenths(capacity.recordsPerYear() / (365.25 * 24 * 3600))),
                    Cell.of(tenths(capacity.logGibibytes())),
                    Cell.of(tenths(capacity.ledgerGibibytes())),
                    Cell.of(tenths(capacity.ledgerGibibytes() * 2)),
                    Cell.of(whole(capacity.instances())),
                    Cell.of(whole(capacity.partitions())),
                    Cell.of(tenths(capacity.restoreSeconds() / SECONDS_A_MINUTE)),
                    Cell.of(tenths(capacity.replaySeconds() / SECONDS_A_MINUTE)));
        }
        return table.lines(false);
    }
}
