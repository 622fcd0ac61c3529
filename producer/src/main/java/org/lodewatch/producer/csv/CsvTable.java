package org.lodewatch.producer.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.ColumnNames;
import org.lodewatch.producer.file.InputException;
import org.lodewatch.producer.file.RowReader;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/** The rows under one header. */
final class CsvTable implements RowReader {

    private static final int SHOWN_COLUMNS = 20;

    private record Column(ImportField field, int index) {}

    private final CsvReaderBuilder csv;
    private final ColumnNames names;
    private final int width;
    private final List<Column> columns;

    private CsvTable(CsvReaderBuilder csv, ColumnNames names, int width, List<Column> columns) {
        this.csv = csv;
        this.names = names;
        this.width = width;
        this.columns = columns;
    }

    /**
     * Finds the fields' columns in a header.
     *
     * @throws InputException if one is missing or stands there twice
     */
    static CsvTable under(String header, String file, ColumnNames names, char separator) {
        CsvReaderBuilder csv = CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false);
        List<String> found = fieldsOfHeader(csv, header, file);
        List<Column> columns = new ArrayList<>();
        for (ImportField field : ImportField.values()) {
            String name = names.nameOf(field);
            int index = found.indexOf(name);
            if (index >= 0) {
                columns.add(new Column(field, once(index, found, name, file)));
                if (names.constant(field).isPresent()) {
                    throw new InputException(
                            "%s has a column %s: leave out --set %s".formatted(file, name, field.column()));
                }
            } else if (names.renamed(field) || !names.dispensable(field)) {
                throw new InputException("%s has no column '%s'%s: %s; its columns are %s"
                        .formatted(
                                file,
                                name,
                                names.renamed(field) ? " (for " + field.column() + ")" : "",
                                remedy(field),
                                shown(found)));
            }
        }
        return new CsvTable(csv, names, found.size(), columns);
    }

    private static List<String> fieldsOfHeader(CsvReaderBuilder csv, String header, String file) {
        try {
            return csv.ofSingleCsvRecord(header).getFields();
        } catch (CsvParseException e) {
            throw new InputException("the header of %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static int once(int index, List<String> found, String name, String file) {
        if (Collections.frequency(found, name) > 1) {
            throw new InputException(
                    "%s has more than one column '%s': rename all but the right one".formatted(file, name));
        }
        return index;
    }

    private static String remedy(ImportField field) {
        String column = field.column();
        return switch (field) {
            case RECORD_ID ->
                "name its column with --column record_id=NAME, or, if the file has one row for each"
                        + " commodity code, reporter, origin and period, let it be made of these"
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

    private static String shown(List<String> found) {
        return found.stream().limit(SHOWN_COLUMNS).map(RowFault::quoted).collect(Collectors.joining(", "))
                + (found.size() > SHOWN_COLUMNS ? ", ..." : "");
    }

    @Override
    public RawImport read(String text) throws RowFault {
        CsvRecord fields;
        try {
            fields = csv.ofSingleCsvRecord(text);
        } catch (CsvParseException e) {
            // The parser sees one record at a time and calls its first line 1; the row's own line is told elsewhere.
            String fault = e.getMessage().replace(" (record starting at line 1)", "");
            throw new RowFault(
                    RejectionReason.UNREADABLE_CSV, fault + "; expected fields separated and quoted after RFC 4180");
        }
        if (fields.getFieldCount() != width) {
            throw new RowFault(
                    RejectionReason.WRONG_COLUMN_COUNT,
                    "%d columns; expected %d, as in the header".formatted(fields.getFieldCount(), width));
        }
        RawImport row = new RawImport();
        for (Column column : columns) {
            row.with(column.field(), fields.getField(column.index()));
        }
        return names.complete(row);
    }
}
