package org.lodewatch.benchmarks.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.cli.output.Columns;

/**
 * A table with one row for each result. Each column has a heading and a function from a result to its cell. A figure
 * that does not exist, NaN or infinite, is printed as a dash.
 */
public final class ResultTable<R> {

    /** Printed in place of a figure that does not exist. */
    public static final String NONE = "-";

    private static final double MEBI = 1 << 20;

    private final Columns<Map<String, String>> columns = new Columns<>();
    private final Map<String, Function<R, String>> cells = new LinkedHashMap<>();
    private final Set<String> texts = new HashSet<>();
    private final Map<String, ToDoubleFunction<R>> figures = new HashMap<>();

    /** Adds a column of text, aligned to the left. */
    public ResultTable<R> text(String heading, Function<R, String> cell) {
        cells.put(heading, cell);
        texts.add(heading);
        columns.left(heading, row -> row.getOrDefault(heading, ""));
        return this;
    }

    /** Adds a column of whole numbers: {@code 1,234,567}. */
    public ResultTable<R> whole(String heading, ToDoubleFunction<R> figure) {
        return figures(heading, figure, "%,.0f");
    }

    /** Adds a column of figures with one decimal: {@code 1.2}. */
    public ResultTable<R> tenths(String heading, ToDoubleFunction<R> figure) {
        return figures(heading, figure, "%,.1f");
    }

    /** Adds a column of bytes in MiB: {@code 1,234}. 0 bytes means that the figure does not exist. */
    public ResultTable<R> mebibytes(String heading, ToDoubleFunction<R> bytes) {
        return whole(heading, row -> bytes.applyAsDouble(row) <= 0 ? Double.NaN : bytes.applyAsDouble(row) / MEBI);
    }

    /** Adds a column of ratios: {@code 57}, {@code 0.55}, or {@code 0.0123} below 0.1. */
    public ResultTable<R> ratio(String heading, ToDoubleFunction<R> figure) {
        return right(heading, row -> {
            double ratio = figure.applyAsDouble(row);
            return format(ratio < 0.1 ? "%.4f" : ratio < 10 ? "%.2f" : "%,.0f", ratio);
        });
    }

    /** The headings and the rows, one line each. */
    public List<String> lines(List<R> rows) {
        return lines(rows, Map.of());
    }

    /** The headings, the rows, and a last row if it has any cells; a column that has none there is left empty. */
    public List<String> lines(List<R> rows, Map<String, String> lastRow) {
        return columns.lines(cells(rows, lastRow), false);
    }

    /** The same as a table in Markdown. */
    public List<String> markdown(List<R> rows, Map<String, String> lastRow) {
        List<String> lines = new ArrayList<>();
        lines.add(markdown(cells.keySet().stream()));
        lines.add(markdown(cells.keySet().stream().map(heading -> texts.contains(heading) ? "---" : "---:")));
        for (Map<String, String> row : cells(rows, lastRow)) {
            lines.add(markdown(cells.keySet().stream().map(heading -> row.getOrDefault(heading, ""))));
        }
        return lines;
    }

    private static String markdown(Stream<String> row) {
        return row.collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** The cells of each row by heading. */
    private List<Map<String, String>> cells(List<R> rows, Map<String, String> lastRow) {
        List<Map<String, String>> all = new ArrayList<>();
        for (R row : rows) {
            Map<String, String> text = new HashMap<>();
            cells.forEach((heading, cell) -> text.put(heading, cell.apply(row)));
            all.add(text);
        }
        if (!lastRow.isEmpty()) {
            all.add(lastRow);
        }
        return all;
    }

    /** The figure of a column of whole numbers, tenths or MiB. */
    public ToDoubleFunction<R> figure(String heading) {
        return figures.get(heading);
    }

    private ResultTable<R> figures(String heading, ToDoubleFunction<R> figure, String format) {
        figures.put(heading, figure);
        return right(heading, row -> format(format, figure.applyAsDouble(row)));
    }

    private ResultTable<R> right(String heading, Function<R, String> cell) {
        cells.put(heading, cell);
        columns.right(heading, row -> row.getOrDefault(heading, ""));
        return this;
    }

    private static String format(String format, double figure) {
        return Double.isFinite(figure) ? String.format(Locale.ROOT, format, figure) : NONE;
    }
}
