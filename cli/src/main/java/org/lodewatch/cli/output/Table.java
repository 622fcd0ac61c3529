package org.lodewatch.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows whose columns line up, two spaces apart, under bold headings. */
public final class Table {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** @throws IllegalArgumentException if there are not as many cells as columns */
    public Table row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** One line a row, the headings first, none with blanks at its end. */
    public List<String> lines(boolean colours) {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        List<Cell> headings = columns.stream()
                .map(column -> Cell.of(column.heading(), Style.BOLD))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths, colours));
        rows.forEach(row -> lines.add(line(row, widths, colours)));
        return lines;
    }

    private int width(int column) {
        int heading = length(columns.get(column).heading());
        return rows.stream().mapToInt(row -> length(row.get(column).text())).reduce(heading, Math::max);
    }

    private String line(List<Cell> row, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        int owedBlanks = 0;
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            int blanks = widths[i] - length(cell.text());
            boolean right = columns.get(i).right();
            owedBlanks += right ? blanks : 0;
            if (!cell.text().isEmpty()) {
                line.append(" ".repeat(owedBlanks));
                line.append(colours ? cell.style().paint(cell.text()) : cell.text());
                owedBlanks = 0;
            }
            owedBlanks += (right ? 0 : blanks) + GAP.length();
        }
        return line.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
