package org.lodewatch.local.page;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;

/**
 * The texts of a table on the page, with spaces collapsed.
 *
 * @param caption empty if there is none
 * @param columns the headers of the columns
 * @param rows those that are visible
 */
public record PageTable(String caption, List<String> columns, List<Row> rows) {

    /** @param name the text of the link in the row's header, or of the whole header */
    public record Row(String name, List<String> cells) {}

    static PageTable of(Map<?, ?> table) {
        return new PageTable(
                table.get("caption").toString(),
                texts(table.get("columns")),
                ((List<?>) table.get("rows"))
                        .stream()
                                .map(row -> (Map<?, ?>) row)
                                .map(row -> new Row(row.get("name").toString(), texts(row.get("cells"))))
                                .collect(toList()));
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).collect(toList());
    }

    /** The names of all rows. */
    public List<String> names() {
        return rows.stream().map(Row::name).toList();
    }

    /** The cell in the row of this name, below this header. */
    public String cell(String row, String column) {
        return row(row).cells().get(index(column));
    }

    /** All cells below a header. */
    public List<String> column(String column) {
        int index = index(column);
        return rows.stream().map(row -> row.cells().get(index)).toList();
    }

    /** The first row of this name. */
    public Row row(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row %s in %s".formatted(name, names())));
    }

    private int index(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new AssertionError("no column %s in %s".formatted(column, columns));
        }
        return index;
    }
}
