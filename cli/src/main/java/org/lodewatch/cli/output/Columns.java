package org.lodewatch.cli.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A table with a row for each item. Columns are aligned, two spaces apart, under bold headings. */
public final class Columns<T> {

    private static final String GAP = "  ";

    private final List<Column<T>> columns = new ArrayList<>();

    private record Column<T>(String heading, boolean right, Function<T, String> text, Function<T, Style> style) {}

    private record Cell(String text, Style style) {

        int width() {
            return text.codePointCount(0, text.length());
        }
    }

    /** Adds a column that is aligned to the left. @return this */
    public Columns<T> left(String heading, Function<T, String> text) {
        return left(heading, text, item -> Style.PLAIN);
    }

    /** Adds a column that is aligned to the left, in a style for each item. @return this */
    public Columns<T> left(String heading, Function<T, String> text, Function<T, Style> style) {
        columns.add(new Column<>(heading, false, text, style));
        return this;
    }

    /** Adds a column that is aligned to the right. @return this */
    public Columns<T> right(String heading, Function<T, String> text) {
        columns.add(new Column<>(heading, true, text, item -> Style.PLAIN));
        return this;
    }

    /** The characters that the longest line takes. */
    public int width(Collection<? extends T> items) {
        return lines(items, false).stream()
                .mapToInt(line -> line.codePointCount(0, line.length()))
                .max()
                .orElse(0);
    }

    /** The headings and a line for each item, without blanks at the end. */
    public List<String> lines(Collection<? extends T> items, boolean colours) {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(columns.stream()
                .map(column -> new Cell(column.heading, Style.BOLD))
                .toList());
        for (T item : items) {
            rows.add(columns.stream()
                    .map(column -> new Cell(column.text.apply(item), column.style.apply(item)))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        });
        return rows.stream().map(row -> line(row, widths, colours)).toList();
    }

    private String line(List<Cell> row, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        int owedBlanks = 0;
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            int blanks = widths[i] - cell.width();
            boolean right = columns.get(i).right;
            owedBlanks += right ? blanks : 0;
            if (!cell.text.isEmpty()) {
                line.append(" ".repeat(owedBlanks));
                line.append(colours ? cell.style.paint(cell.text) : cell.text);
                owedBlanks = 0;
            }
            owedBlanks += (right ? 0 : blanks) + GAP.length();
        }
        return line.toString();
    }
}
