package org.lodewatch.benchmarks.growth;

import static org.lodewatch.benchmarks.frame.Formats.mebibytes;
import static org.lodewatch.benchmarks.frame.Formats.tenths;
import static org.lodewatch.benchmarks.frame.Formats.whole;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.lodewatch.benchmarks.frame.Formats;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;

/** The sizes of a dimension below one another, and below them the exponents with which the figures follow the size. */
final class GrowthTable {

    private final Dimension dimension;
    private final List<GrowthPoint> points;

    GrowthTable(Dimension dimension, List<GrowthPoint> points) {
        this.dimension = dimension;
        this.points = List.copyOf(points);
    }

    /** With which power of the size each figure grows; NaN while there are not two sizes. */
    record Exponents(
            double recordsPerSecond,
            double seconds,
            double cpuSeconds,
            double peakMemory,
            double ledgerBytesPerId,
            double p50,
            double p99) {}

    Exponents exponents() {
        return new Exponents(
                exponent(point -> point.run().measured().recordsPerSecond()),
                exponent(point -> point.run().measured().seconds()),
                exponent(point -> point.run().measured().cost().cpuSeconds()),
                exponent(point -> point.run().measured().cost().peakMemoryBytes()),
                exponent(point -> point.run().ledgerBytesPerId()),
                exponent(point -> point.waits().p50()),
                exponent(point -> point.waits().p99()));
    }

    private double exponent(ToDoubleFunction<GrowthPoint> figure) {
        return PowerLaw.exponent(
                points.stream().map(GrowthPoint::size).toList(),
                points.stream().mapToDouble(figure).boxed().toList());
    }

    List<String> lines() {
        Table table = new Table(
                Column.right(dimension.title()),
                Column.right("records/s"),
                Column.right("seconds"),
                Column.right("CPU s"),
                Column.right("broker CPU s"),
                Column.right("peak MiB"),
                Column.right("of heap MiB"),
                Column.right("ledger bytes/id"),
                Column.right("p50 ms"),
                Column.right("p99 ms"),
                Column.right("shares"));
        points.forEach(point -> table.row(
                Cell.of(whole(point.size())),
                Cell.of(whole(point.run().measured().recordsPerSecond())),
                Cell.of(tenths(point.run().measured().seconds())),
                Cell.of(tenths(point.run().measured().cost().cpuSeconds())),
                Cell.of(tenths(point.run().measured().cost().brokerCpuSeconds())),
                Cell.of(mebibytes(point.run().measured().cost().peakMemoryBytes())),
                Cell.of(whole(point.heapMegabytes())),
                Cell.of(tenths(point.run().ledgerBytesPerId())),
                Cell.of(tenths(point.waits().p50())),
                Cell.of(tenths(point.waits().p99())),
                Cell.of(whole(point.reckoned().windows()))));
        Exponents exponents = exponents();
        table.row(
                Cell.of("exponent"),
                Cell.of(power(exponents.recordsPerSecond())),
                Cell.of(power(exponents.seconds())),
                Cell.of(power(exponents.cpuSeconds())),
                Cell.of(""),
                Cell.of(power(exponents.peakMemory())),
                Cell.of(""),
                Cell.of(power(exponents.ledgerBytesPerId())),
                Cell.of(power(exponents.p50())),
                Cell.of(power(exponents.p99())),
                Cell.of(""));
        return table.lines(false);
    }

    private static String power(double exponent) {
        return Double.isNaN(exponent) ? Formats.NONE : String.format(Locale.ROOT, "%.2f", exponent);
    }
}
