package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reporters",
        description =
                "Replays the trade of many reporters over many years by one instance, in a cold JVM with a given heap, stops it,"
                        + " and starts it again. Fails if a share is not what a batch over the log computes, before and after."
                        + " The usual size takes about 8 minutes with 2 processors.")
public final class ReportersCommand extends Experiment {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Option(names = "--reporters", split = ",", description = "Importing countries.")
    private List<Integer> reporters = List.of(150);

    @Option(names = "--books", description = "Books of each reporter, at most.")
    private int books = 100;

    @Option(names = "--months", description = "Months of each book.")
    private int months = 120;

    @Option(names = "--origins", description = "Countries of origin.")
    private int origins = 20;

    @Option(names = "--records", description = "Records of a reporter. Not every country has one in every month.")
    private long records = 60_000;

    @Option(names = "--heap", paramLabel = "MIB", description = "The heap of the instance.")
    private int heap = 4096;

    @Option(names = "--threads", description = "Threads of the instance.")
    private int threads = 2;

    /** The result of one size. */
    private record Row(int reporters, RecountedLog log, RestartJob.Result result) {

        private double seconds() {
            return result.replay().measured().seconds();
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Row> rows = new ArrayList<>();
        print(List.of());
        for (int count : reporters) {
            rows.add(measure(count));
        }
        print(new ResultTable<Row>()
                .whole("reporters", Row::reporters)
                .whole("books", row -> row.log().books())
                .whole("records", row -> row.log().records())
                .whole("record ids", row -> row.result().replay().ledgerIds())
                .whole("windows", row -> row.log().windows())
                .whole("heap MiB", row -> heap)
                .mebibytes(
                        "peak MiB",
                        row -> row.result().replay().measured().cost().peakMemoryBytes())
                .tenths("replay s", Row::seconds)
                .whole("records/s", row -> row.result().replay().measured().recordsPerSecond())
                .whole("windows/s", row -> row.log().windows() / row.seconds())
                .tenths("restart s", row -> row.result().restart().restoredSeconds())
                .tenths("API s", row -> row.result().restart().answeredSeconds())
                .lines(rows));
        report(Map.of("records", records, "heap", heap, "threads", threads), rows);
        return 0;
    }

    private Row measure(int count) throws IOException {
        Workload workload = new Workload(
                records * count,
                Workload.DEFAULT_SEED,
                Workload.mineralsOf(books),
                count,
                origins,
                months,
                Topics.INPUT_PARTITIONS);
        try (BrokerProcess broker = BrokerProcess.start()) {
            workload.publish(broker);
            RecountedLog log = RecountedLog.of(broker, workload);
            ProductJob product = new ProductJob(broker.address(), log.shares(), log.records(), threads);
            RestartJob.Result result = JobProcess.run(
                            new RestartJob(product), RestartJob.Result.class, 1, heap, PATIENCE)
                    .get(0);
            return new Row(count, log, result);
        }
    }
}
