package org.lodewatch.producer.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.layout.ColumnNames;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.rules.RowFault;

/**
 * The header of a CSV file.
 *
 * @param csv reads a line of the file
 * @param fields names of its columns, without blanks around them
 * @param file name of the file, for messages
 * @param line its line, from 1
 */
record TableHeader(CsvReaderBuilder csv, List<String> fields, String file, long line) {

    private static final int SHOWN_COLUMNS = 20;

    /** The column of a field, by its index. */
    record Column(ImportField field, int index) {}

    /** @throws InputException if the line cannot be read as a header */
    static TableHeader of(TextRecord record, String file, Layout layout) {
        CsvReaderBuilder csv =
                CsvReader.builder().fieldSeparator(layout.separator()).allowUnclosedQuote(false);
        try {
            List<String> fields = csv.ofSingleCsvRecord(record.text(layout.charset())).getFields().stream()
                    .map(String::strip)
                    .toList();
            return new TableHeader(csv, fields, file, record.line());
        } catch (RowFault | CsvParseException e) {
            throw new InputException("the header of %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Divides the rows under this header. */
    CsvCells cells(Layout layout, int[] used) {
        return new CsvCells(csv, layout.separator(), layout.charset(), fields.size(), used);
    }

    /**
     * The columns of the fields.
     *
     * @throws InputException if one is missing or appears twice
     */
    List<Column> columns(Layout layout) {
        ColumnNames names = layout.columns();
        List<Column> columns = new ArrayList<>();
        for (ImportField field : ImportField.values()) {
            String name = names.nameOf(field);
            Optional<Integer> index = indexOf(name);
            if (index.isPresent()) {
                columns.add(new Column(field, index.get()));
                if (names.constant(field).isPresent()) {
                    throw new InputException(
                            "%s has a column %s: leave out --set %s".formatted(file, name, field.column()));
                }
            } else if (required(field, layout)) {
                throw missing(name, names.renamed(field) ? " (for " + field.column() + ")" : "", remedy(field));
            }
        }
        return columns;
    }

    /** How much it is like a header: how many names it has that are looked for or known, and then how many fields. */
    int likeness(Layout layout) {
        long names = Arrays.stream(ImportField.values())
                .filter(field -> fields.contains(layout.columns().nameOf(field)))
                .count();
        long known = LayoutFile.recognised(fields).isPresent() ? 1 : 0;
        return (int) (known + names) * TextRecords.MAX_LENGTH + fields.size();
    }

    private static boolean required(ImportField field, Layout layout) {
        if (layout.mayLack(field) || layout.columns().renamed(field)) {
            return !layout.mayLack(field);
        }
        boolean inPeriodColumns = field == ImportField.PERIOD || field == ImportField.CUSTOMS_VALUE_USD;
        return !layout.columns().dispensable(field) && !(layout.periodColumns() && inPeriodColumns);
    }

    /**
     * The column of a name.
     *
     * @throws InputException if there are two
     */
    Optional<Integer> indexOf(String name) {
        if (Collections.frequency(fields, name) > 1) {
            throw new InputException(
                    "%s has more than one column '%s': rename all but the right one".formatted(file, name));
        }
        int index = fields.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(index);
    }

    /**
     * The column that an option names.
     *
     * @throws InputException if there is none, or two
     */
    int required(String name, String option) {
        return indexOf(name)
                .orElseThrow(
                        () -> missing(name, " (for " + option + ")", "name a column of the file, or leave it out"));
    }

    private InputException missing(String name, String purpose, String remedy) {
        return new InputException(
                "%s has no column '%s'%s: %s; its columns are %s".formatted(file, name, purpose, remedy, shown()));
    }

    private static String remedy(ImportField field) {
        String column = field.column();
        return switch (field) {
            case RECORD_ID ->
                "name its column with --column record_id=NAME, or, if the file has one row for each"
                        + " commodity code, reporter, origin and period, have it composed of these"
                        + " with --compose-record-id";
            case REVISION ->
                "name its column with --column revision=NAME, or give the whole file one that grows with"
                        + " each edition, such as --set revision=20260614";
            case DATASET, REPORTER, ORIGIN, COMMODITY_CODE, PERIOD ->
                "name its column with --column %s=NAME, or set it for all rows with --set %s=VALUE"
                        .formatted(column, column);
            case CUSTOMS_VALUE_USD, NET_WEIGHT_KG, WITHDRAWN -> "name its column with --column " + column + "=NAME";
        };
    }

    private String shown() {
        return fields.stream().limit(SHOWN_COLUMNS).map(RowFault::quoted).collect(Collectors.joining(", "))
                + (fields.size() > SHOWN_COLUMNS ? ", ..." : "");
    }

    /** A fault of this header, with the layout that comes with Lodewatch for such files, if there is one. */
    InputException withKnownLayout(InputException fault, Layout layout) {
        if (layout.title().isPresent()) {
            return fault;
        }
        return LayoutFile.recognised(fields)
                .map(known -> new InputException(
                        "%s looks like a %s: read it with --layout %s, or try it first with --layout %s --dry-run"
                                .formatted(file, known.layout().title().orElseThrow(), known.name(), known.name()),
                        fault))
                .orElse(fault);
    }
}
