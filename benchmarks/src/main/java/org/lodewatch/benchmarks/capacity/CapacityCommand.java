package org.lodewatch.benchmarks.capacity;

import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.ResultTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "capacity",
        description = {
            "Computes the instances, partitions, memory and time that a load needs, from figures that"
                    + " replay and restore have measured. It measures nothing itself.",
            "Two thirds of a heap are for ledgers; each ledger has a standby; a thread has two partitions."
        })
public final class CapacityCommand extends Experiment {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double SECONDS_PER_YEAR = 365.25 * 24 * 3600;

    @Option(names = "--records-per-year", split = ",", description = "The loads.")
    private List<Long> loads = List.of(10_000_000L, 1_000_000_000L, 10_000_000_000L);

    @Option(names = "--ledger-bytes", required = true, description = "Bytes of memory a record (restore).")
    private double ledgerBytes;

    @Option(names = "--log-bytes", required = true, description = "Bytes in the log a record (replay).")
    private double logBytes;

    @Option(
            names = "--restore-rate",
            required = true,
            description = "Records that a thread restores in a second (restore).")
    private double restoreRate;

    @Option(
            names = "--replay-rate",
            required = true,
            description = "Records that a thread replays in a second (replay).")
    private double replayRate;

    @Option(names = "--heap-gib", description = "Heap of an instance; 31 is the maximum with short object references.")
    private double heap = 31;

    @Option(names = "--threads", description = "Threads of an instance, each with a processor of its own.")
    private int threads = 4;

    @Option(names = "--years", description = "Years; figures can be restated for 6.")
    private int years = 6;

    @Override
    public Integer call() {
        Capacity.Measurements measured =
                new Capacity.Measurements(ledgerBytes, logBytes, restoreRate, replayRate, heap, threads, years);
        List<Capacity> capacities =
                loads.stream().map(load -> Capacity.of(load, measured)).toList();
        print(
                "after %d years, at %.1f bytes of ledger and %.1f of log a record, %,.0f records/s restored and %,.0f replayed"
                        + " a thread; instances with %.0f GiB of heap and %d threads",
                years, ledgerBytes, logBytes, restoreRate, replayRate, heap, threads);
        new ResultTable<Capacity>()
                .whole("records a year", Capacity::recordsPerYear)
                .tenths("a second", row -> row.recordsPerYear() / SECONDS_PER_YEAR)
                .tenths("log GiB a replica", Capacity::logGibibytes)
                .tenths("ledgers GiB", Capacity::ledgerGibibytes)
                .tenths("with standbys", row -> row.ledgerGibibytes() * 2)
                .whole("instances", Capacity::instances)
                .whole("partitions", Capacity::partitions)
                .tenths("restore min", row -> row.restoreSeconds() / SECONDS_PER_MINUTE)
                .tenths("replay min", row -> row.replaySeconds() / SECONDS_PER_MINUTE)
                .lines(capacities)
                .forEach(System.out::println);
        report(Map.of("measured", measured), capacities);
        return 0;
    }
}
