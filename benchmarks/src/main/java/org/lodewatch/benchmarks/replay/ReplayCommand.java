package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lodewatch.benchmarks.frame.Amounts;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.trade.Published;
import org.lodewatch.benchmarks.trade.ReckonJob;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.local.output.Cell;
import org.lodewatch.local.output.Column;
import org.lodewatch.local.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Replays a log of made-up imports through the whole product path.")
public final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--records", paramLabel = "N", defaultValue = "10000000", description = "Default: 10,000,000.")
    private long records;

    @Option(names = "--threads", paramLabel = "N", split = ",", defaultValue = "1,2", description = "Default: 1,2.")
    private List<Integer> threads;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() throws IOException {
        Table table = new Table(
                Column.left("job"),
                Column.right("threads"),
                Column.left("JVM"),
                Column.right("records/s"),
                Column.right("seconds"),
                Column.right("CPU s"),
                Column.right("broker CPU s"),
                Column.right("peak MiB"));
        try (Rig rig = Rig.open()) {
            Published published = Workload.of(records).publish(rig);
            Notes.line(
                    "published %,d records in %.1f s: %,.0f records/s",
                    published.records(), published.seconds(), published.recordsPerSecond());
            Path shares = rig.directory().resolve("shares");
            ReckonJob.Reckoned reckoned = new ReckonJob(rig.address(), shares.toString()).inItsOwnJvm(records);
            Notes.line("%d windows reckoned in %.1f s", reckoned.windows(), reckoned.seconds());
            for (int count : threads) {
                List<Replayed> runs = new ChildJvm(2048, Duration.ofMinutes(30))
                        .run(
                                new ProductJob(rig.address(), shares.toString(), published.records(), count),
                                Replayed.class,
                                3);
                row(table, count, "cold", runs.get(0));
                row(table, count, "warm", runs.get(2));
            }
        }
        System.out.println(Machine.here().line());
        table.lines(false).forEach(System.out::println);
        report.write(Report.of("replay", Map.of("records", records), List.of()));
        return 0;
    }

    private static void row(Table table, int threads, String jvm, Replayed run) {
        table.row(
                Cell.of("product"),
                Cell.of(Integer.toString(threads)),
                Cell.of(jvm),
                Cell.of(Amounts.whole(run.recordsPerSecond())),
                Cell.of(Amounts.tenths(run.seconds())),
                Cell.of(Amounts.tenths(run.cost().cpuSeconds())),
                Cell.of(Amounts.tenths(run.cost().brokerCpuSeconds())),
                Cell.of(Amounts.mebibytes(run.cost().peakMemoryBytes())));
    }
}
