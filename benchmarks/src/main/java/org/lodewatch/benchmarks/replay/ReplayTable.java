package org.lodewatch.benchmarks.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lodewatch.benchmarks.experiment.CostMeter.Cost;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.ResultTable;

/** The jobs of a replay, each with its ratio to the limits that the same run has measured. */
final class ReplayTable {

    /** What can be timed over the same log, the limits first. */
    enum ReplayJob {
        CONSUME("raw consume"),
        DECODE("consume and decode Avro"),
        LOOP("raw exactly-once loop"),
        PRODUCT("product"),
        TEXTBOOK("textbook Kafka Streams"),
        FLINK("Apache Flink");

        /** Those that need nothing to be downloaded. */
        static final List<ReplayJob> USUAL = List.of(CONSUME, DECODE, LOOP, PRODUCT, TEXTBOOK);

        private final String title;

        ReplayJob(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * One job.
     *
     * @param warm whether the JVM had run the job before
     * @param measured null if the job has no result
     * @param fault why it has none, or null
     */
    record JobRow(ReplayJob job, int threads, boolean warm, Measured measured, String fault) {}

    /**
     * A row of the report.
     *
     * @param ofRawConsume its rate divided by that of the raw consumer with as many threads, as warm; NaN if there is none
     * @param ofRawLoop the same for the raw exactly-once loop
     * @param timesTextbook the same for the textbook
     * @param timesFlink the same for Flink
     */
    record Compared(
            String job,
            int threads,
            String jvm,
            long records,
            double recordsPerSecond,
            double seconds,
            Cost cost,
            double ofRawConsume,
            double ofRawLoop,
            double timesTextbook,
            double timesFlink) {}

    private final List<JobRow> rows;

    ReplayTable(List<JobRow> rows) {
        this.rows = List.copyOf(rows);
    }

    List<Compared> compared() {
        return rows.stream()
                .filter(row -> row.measured() != null)
                .map(row -> new Compared(
                        row.job().title(),
                        row.threads(),
                        row.warm() ? "warm" : "cold",
                        row.measured().records(),
                        row.measured().recordsPerSecond(),
                        row.measured().seconds(),
                        row.measured().cost(),
                        ratio(row, ReplayJob.CONSUME),
                        ratio(row, ReplayJob.LOOP),
                        ratio(row, ReplayJob.TEXTBOOK),
                        ratio(row, ReplayJob.FLINK)))
                .toList();
    }

    private double ratio(JobRow row, ReplayJob job) {
        return rows.stream()
                .filter(other -> other.job() == job
                        && other.threads() == row.threads()
                        && other.warm() == row.warm()
                        && other.measured() != null)
                .mapToDouble(other ->
                        row.measured().recordsPerSecond() / other.measured().recordsPerSecond())
                .findFirst()
                .orElse(Double.NaN);
    }

    List<String> lines() {
        ResultTable<Compared> table = new ResultTable<Compared>()
                .text("job", Compared::job)
                .whole("threads", Compared::threads)
                .text("JVM", Compared::jvm)
                .whole("records", Compared::records)
                .whole("records/s", Compared::recordsPerSecond)
                .tenths("CPU s", row -> row.cost().cpuSeconds())
                .tenths("broker CPU s", row -> row.cost().brokerCpuSeconds())
                .mebibytes("peak MiB", row -> row.cost().peakMemoryBytes())
                .ratio("of raw consume", Compared::ofRawConsume)
                .ratio("of raw loop", Compared::ofRawLoop)
                .ratio("x textbook", row -> ofProduct(row, Compared::timesTextbook));
        if (rows.stream().anyMatch(row -> row.job() == ReplayJob.FLINK)) {
            table.ratio("x Flink", row -> ofProduct(row, Compared::timesFlink));
        }
        List<String> lines = new ArrayList<>(table.lines(compared()));
        rows.stream()
                .filter(row -> row.fault() != null)
                .map(row -> "no result: %s, %d threads: %s".formatted(row.job().title(), row.threads(), row.fault()))
                .forEach(lines::add);
        return lines;
    }

    private static double ofProduct(Compared row, ToDoubleFunction<Compared> ratio) {
        return row.job().equals(ReplayJob.PRODUCT.title()) ? ratio.applyAsDouble(row) : Double.NaN;
    }
}
