package org.lodewatch.producer.file;

import java.util.List;
import java.util.Optional;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.FileFeedReader.RowParser;
import org.lodewatch.producer.file.TableHeader.Column;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.layout.ColumnNames;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;

/**
 * Customs import records from a CSV file (RFC 4180) with a header, plain or gzip, columns in any order, others ignored. Lines
 * above the header are not read. Column names are those of {@link ImportField} unless the {@link Layout} says otherwise;
 * net_weight_kg and withdrawn may be left out.
 *
 * <p>After a kill the feed resumes behind the last row that was published, if the file has not changed. Standard input
 * always starts at the beginning, which changes nothing that was published already.
 *
 * @param countries finds the countries of a layout with other codes than ISO 3166-1 alpha-2
 */
public record CsvFeed(InputFile file, Layout layout, CountryLookup countries) implements Feed {

    /** A file with canonical columns, separated by commas. */
    public CsvFeed(InputFile file) {
        this(file, Layout.PLAIN, CountryLookup.of(Catalogue.bundled()));
    }

    public CsvFeed {
        requireSeparator(layout.separator());
    }

    /** @throws OperatorException if fields cannot be separated by this character */
    public static void requireSeparator(char separator) {
        if (separator == '"' || separator == '\n' || separator == '\r' || separator > 0x7F) {
            throw new OperatorException("fields cannot be separated by '%s': name a character such as , or ;"
                    .formatted(Character.getName(separator)));
        }
    }

    /** The layout that comes with Lodewatch for files with the header of this one, if there is one. */
    public static Optional<LayoutFile> knownLayout(InputFile file) {
        RecordFile records = RecordFile.ofTable(file, Layout.PLAIN);
        try {
            return Optional.of(records.underHeader(
                    Layout.PLAIN,
                    header -> LayoutFile.recognised(header.fields())
                            .orElseThrow(() -> new InputException("not a known header"))));
        } catch (InputException e) {
            return Optional.empty();
        } finally {
            records.abandon();
        }
    }

    @Override
    public String id() {
        return file.feedId("csv");
    }

    @Override
    public DatasetDeclaration declaration() {
        return layout.declaration();
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        RecordFile records = RecordFile.ofTable(file, layout);
        if (!layout.plain()) {
            return LayoutFeedReader.open(records, layout, countries, cursor);
        }
        return FileFeedReader.open(
                records, () -> records.underHeader(layout, header -> PlainRows.under(header, layout)), cursor);
    }

    /** Parses rows whose cells are fields as they are. */
    private record PlainRows(CsvCells cells, List<Column> columns, ColumnNames names) implements RowParser {

        static PlainRows under(TableHeader header, Layout layout) {
            List<Column> columns = header.columns(layout);
            int[] used = columns.stream().mapToInt(Column::index).toArray();
            return new PlainRows(header.cells(layout, used), columns, layout.columns());
        }

        @Override
        public RawImport parse(TextRecord record) throws RowFault {
            return row(cells.of(record));
        }

        @Override
        public RawImport parseFirstLine(TextRecord line, RowFault fault) throws RowFault {
            return row(cells.ofLine(line, fault));
        }

        private RawImport row(List<String> texts) {
            RawImport row = new RawImport();
            for (Column column : columns) {
                row.with(column.field(), texts.get(column.index()));
            }
            return names.complete(row);
        }
    }
}
