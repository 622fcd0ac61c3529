package org.lodewatch.benchmarks.replay;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lodewatch.benchmarks.experiment.CostMeter.Cost;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;

/** The sizes of a dimension, and the exponents with which the figures grow with the size. */
final class GrowthTable {

    private static final List<String> FITTED =
            List.of("records/s", "seconds", "CPU s", "peak MiB", "ledger bytes/id", "p50 ms", "p99 ms");

    private final String dimension;
    private final List<Point> points;
    private final ResultTable<Point> table;

    GrowthTable(String dimension, List<Point> points) {
        this.dimension = dimension;
        this.points = List.copyOf(points);
        this.table = new ResultTable<Point>()
                .whole(dimension, Point::size)
                .whole("records/s", point -> point.measured().recordsPerSecond())
                .ratio("of the first", this::ofTheFirst)
                .tenths("seconds", point -> point.measured().seconds())
                .tenths("CPU s", point -> point.cost().cpuSeconds())
                .tenths("broker CPU s", point -> point.cost().brokerCpuSeconds())
                .mebibytes("peak MiB", point -> point.cost().peakMemoryBytes())
                .whole("of heap MiB", Point::heapMegabytes)
                .tenths("ledger bytes/id", point -> point.result().replay().ledgerBytesPerId())
                .tenths("p50 ms", point -> point.result().p50())
                .tenths("p99 ms", point -> point.result().p99())
                .whole("shares", point -> point.log().windows())
                .whole(
                        "shares/s",
                        point -> point.log().windows() / point.measured().seconds());
    }

    /**
     * One size.
     *
     * @param size that was reached
     * @param heapMegabytes maximum heap of the JVM
     * @param result of the product, in a warm JVM
     */
    record Point(
            double size, Workload workload, RecountedLog log, int threads, int heapMegabytes, GrowthJob.Result result) {

        private Measured measured() {
            return result.replay().measured();
        }

        private Cost cost() {
            return measured().cost();
        }
    }

    /** The exponents by column; NaN if there are not two sizes. */
    Map<String, Double> exponents() {
        List<Double> sizes = points.stream().map(Point::size).toList();
        Map<String, Double> exponents = new LinkedHashMap<>();
        for (String column : FITTED) {
            ToDoubleFunction<Point> figure = table.figure(column);
            exponents.put(
                    column,
                    exponent(sizes, points.stream().mapToDouble(figure).boxed().toList()));
        }
        return exponents;
    }

    /**
     * The exponent of a power law: the slope of the straight line through the logarithms, by least squares.
     *
     * @param xs greater than 0
     * @param ys as many, greater than 0
     * @return NaN if the xs do not differ
     */
    static double exponent(List<Double> xs, List<Double> ys) {
        double meanX = xs.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
        double meanY = ys.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < xs.size(); i++) {
            double x = Math.log(xs.get(i)) - meanX;
            xx += x * x;
            xy += x * (Math.log(ys.get(i)) - meanY);
        }
        return xy / xx;
    }

    /** The rate as a part of that of the first size. */
    private double ofTheFirst(Point point) {
        return point.measured().recordsPerSecond() / points.get(0).measured().recordsPerSecond();
    }

    List<String> lines() {
        return table.lines(points, lastRow());
    }

    List<String> markdown() {
        return table.markdown(points, lastRow());
    }

    private Map<String, String> lastRow() {
        Map<String, String> lastRow = new HashMap<>(Map.of(dimension, "exponent"));
        exponents()
                .forEach((column, power) -> lastRow.put(
                        column, power.isNaN() ? ResultTable.NONE : String.format(Locale.ROOT, "%.2f", power)));
        return lastRow;
    }
}
