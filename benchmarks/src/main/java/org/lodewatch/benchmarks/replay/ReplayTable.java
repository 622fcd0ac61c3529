package org.lodewatch.benchmarks.replay;

import static org.lodewatch.benchmarks.frame.Formats.mebibytes;
import static org.lodewatch.benchmarks.frame.Formats.ratio;
import static org.lodewatch.benchmarks.frame.Formats.tenths;
import static org.lodewatch.benchmarks.frame.Formats.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.Formats;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;

/** The rows of a replay beside one another, each with its ratio to the limits of the same run. */
final class ReplayTable {

    private final List<ReplayRow> rows;

    ReplayTable(List<ReplayRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * A row as it goes into the report.
     *
     * @param ofRawConsume its rate as a part of the raw consumer's with as many threads, as warm; NaN where there is none
     * @param ofRawLoop the same of the raw exactly-once loop's
     * @param timesTextbook how many times the textbook's
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
            double timesTextbook) {}

    List<Compared> compared() {
        return rows.stream()
                .filter(row -> row.measured() != null)
                .map(this::compare)
                .toList();
    }

    private Compared compare(ReplayRow row) {
        Measured measured = row.measured();
        return new Compared(
                row.job().title(),
                row.threads(),
                row.warm() ? "warm" : "cold",
                measured.records(),
                measured.recordsPerSecond(),
                measured.seconds(),
                measured.cost(),
                ratioTo(ReplayJob.CONSUME, row),
                ratioTo(ReplayJob.LOOP, row),
                ratioTo(ReplayJob.TEXTBOOK, row));
    }

    private double ratioTo(ReplayJob job, ReplayRow row) {
        return rows.stream()
                .filter(other -> other.job() == job && other.isAsWarmAs(row))
                .flatMap(other -> other.recordsPerSecond().stream())
                .mapToDouble(rate -> row.recordsPerSecond().orElseThrow() / rate)
                .findFirst()
                .orElse(Double.NaN);
    }

    List<String> lines() {
        Table table = new Table(
                Column.left("job"),
                Column.right("threads"),
                Column.left("JVM"),
                Column.right("records"),
                Column.right("records/s"),
                Column.right("CPU s"),
                Column.right("broker CPU s"),
                Column.right("peak MiB"),
                Column.right("of raw consume"),
                Column.right("of raw loop"),
                Column.right("x textbook"));
        compared()
                .forEach(row -> table.row(
                        Cell.of(row.job()),
                        Cell.of(Integer.toString(row.threads())),
                        Cell.of(row.jvm()),
                        Cell.of(whole(row.records())),
                        Cell.of(whole(row.recordsPerSecond())),
                        Cell.of(tenths(row.cost().cpuSeconds())),
                        Cell.of(tenths(row.cost().brokerCpuSeconds())),
                        Cell.of(mebibytes(row.cost().peakMemoryBytes())),
                        Cell.of(ratio(row.ofRawConsume())),
                        Cell.of(ratio(row.ofRawLoop())),
                        Cell.of(
                                row.job().equals(ReplayJob.PRODUCT.title())
                                        ? ratio(row.timesTextbook())
                                        : Formats.NONE)));
        List<String> lines = new ArrayList<>(table.lines(false));
        rows.stream().flatMap(ReplayTable::faultLine).forEach(lines::add);
        return lines;
    }

    private static Stream<String> faultLine(ReplayRow row) {
        return Stream.ofNullable(row.fault())
                .map(fault ->
                        "no result: %s, %d threads: %s".formatted(row.job().title(), row.threads(), fault));
    }
}
