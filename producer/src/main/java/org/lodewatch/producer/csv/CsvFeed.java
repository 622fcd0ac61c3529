package org.lodewatch.producer.csv;

import java.util.Optional;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.file.ColumnNames;
import org.lodewatch.producer.file.FileReading;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.schemas.OperatorException;

/**
 * Customs import records from a CSV file (RFC 4180) with a header: UTF-8, plain or gzip, columns in any order, others
 * ignored. Column names are those of {@link org.lodewatch.producer.feed.ImportField} unless {@link ColumnNames} says
 * otherwise; net_weight_kg and withdrawn may be left out.
 *
 * <p>A killed feed goes on after the last row that was published, as long as the file stays as it is. Standard input
 * cannot be read twice: it begins at the beginning, which changes nothing that was published already.
 */
public final class CsvFeed implements Feed {

    private final InputFile file;
    private final ColumnNames columns;
    private final char separator;

    /** A file with canonical columns, separated by commas. */
    public CsvFeed(InputFile file) {
        this(file, ColumnNames.CANONICAL, ',');
    }

    /**
     * A file with columns of its own.
     *
     * @param separator between fields: an ASCII character other than a quote or a line end
     */
    public CsvFeed(InputFile file, ColumnNames columns, char separator) {
        requireSeparator(separator);
        this.file = file;
        this.columns = columns;
        this.separator = separator;
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
        return FileReading.ofTable(
                file,
                separator,
                header -> CsvTable.under(header, file.name(), columns, separator),
                columns + " " + separator,
                cursor);
    }
}
