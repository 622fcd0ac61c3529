package org.lodewatch.producer.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.FileFeedReader.RowParser;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Customs import records from a CSV file (RFC 4180) with a header: UTF-8, plain or gzip, columns in any order, others
 * ignored. Column names are those of {@link ImportField} unless {@link ColumnNames} says
 * otherwise; net_weight_kg and withdrawn may be left out.
 *
 * <p>After a kill the feed resumes behind the last row that was published, if the file has not changed. Standard input
 * always starts at the beginning, which changes nothing that was published already.
 *
 * @param separator between fields: an ASCII character other than a quote or a line end
 */
public record CsvFeed(InputFile file, ColumnNames columns, char separator) implements Feed {

    /** A file with canonical columns, separated by commas. */
    public CsvFeed(InputFile file) {
        this(file, ColumnNames.CANONICAL, ',');
    }

    public CsvFeed {
        requireSeparator(separator);
    }

    /** @throws OperatorException if fields cannot be separated by this character */
    public static void requireSeparator(char separator) {
        if (separator == '"' || separator == '\n' || separator == '\r' || separator > 0x7F) {
            throw new OperatorException("fields cannot be separated by '%s': name a character such as , or ;"
                    .formatted(Character.getName(separator)));
        }
    }

    @Override
    public String id() {
        return file.feedId("csv");
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        return FileFeedReader.ofTable(
                file,
                separator,
                header -> CsvTable.under(header, file.name(), columns, separator),
                columns + " " + separator,
                cursor);
    }

    private record Column(ImportField field, int index) {}

    /** Parses the rows under one header. */
    private record CsvTable(CsvReaderBuilder csv, ColumnNames names, int width, List<Column> columns)
            implements RowParser {

        private static final int SHOWN_COLUMNS = 20;

        /**
         * Finds the fields' columns in a header.
         *
         * @throws InputException if one is missing or appears twice
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

        private static String shown(List<String> found) {
            return found.stream().limit(SHOWN_COLUMNS).map(RowFault::quoted).collect(Collectors.joining(", "))
                    + (found.size() > SHOWN_COLUMNS ? ", ..." : "");
        }

        @Override
        public RawImport parse(String text) throws RowFault {
            CsvRecord fields;
            try {
                fields = csv.ofSingleCsvRecord(text);
            } catch (CsvParseException e) {
                // The parser gets one record at a time, so that its line is always 1. The item has the real one.
                String fault = e.getMessage().replace(" (record starting at line 1)", "");
                throw new RowFault(
                        RejectionReason.UNREADABLE_CSV,
                        fault + "; expected fields separated and quoted after RFC 4180");
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
}
