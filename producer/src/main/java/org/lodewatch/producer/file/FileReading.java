package org.lodewatch.producer.file;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;

/**
 * One pass over a file of records. Blank lines are passed over. A record of several lines that cannot be read costs its
 * first line alone: more often than not a stray quote has glued good lines to a bad one.
 *
 * <p>It goes on from a cursor if neither the file (size, time of change, beginning) nor the way it is read has changed;
 * standard input and pipes always begin at the beginning.
 */
public final class FileReading implements FeedReader {

    private final InputFile file;
    private final OpenInput input;
    private final TextRecords records;
    private final String identity;
    private RowReader rows;
    private boolean resumed;

    private FileReading(InputFile file, OpenInput input, TextRecords records, String settings) {
        this.file = file;
        this.input = input;
        this.records = records;
        this.identity = input.identity().orElse("stream") + "-" + Integer.toHexString(settings.hashCode());
    }

    /**
     * A pass over a file with one record a line.
     *
     * @param settings differs when the same file would be read differently
     * @throws OperatorException if the file cannot be read; an {@link InputException} if it is the file's own fault
     */
    public static FileReading ofLines(InputFile file, RowReader rows, String settings, Optional<String> cursor) {
        OpenInput input = file.open();
        FileReading reading = new FileReading(file, input, TextRecords.lines(input.text()), settings);
        return reading.begin(() -> rows, cursor);
    }

    /**
     * A pass over a file that has a header, and fields that may be quoted over several lines.
     *
     * @param rows what reads the records under this header
     * @param settings differs when the same file would be read differently
     * @throws OperatorException if the file cannot be read; an {@link InputException} if it is the file's own fault,
     *     such as that it is empty
     */
    public static FileReading ofTable(
            InputFile file,
            char separator,
            Function<String, RowReader> rows,
            String settings,
            Optional<String> cursor) {
        OpenInput input = file.open();
        FileReading reading = new FileReading(file, input, TextRecords.quoted(input.text(), separator), settings);
        return reading.begin(() -> rows.apply(reading.header()), cursor);
    }

    private interface Beginning {
        RowReader rows() throws IOException;
    }

    private FileReading begin(Beginning beginning, Optional<String> cursor) {
        boolean begun = false;
        try {
            rows = beginning.rows();
            Optional<FileCursor> known = cursor.flatMap(FileCursor::of)
                    .filter(from -> input.identity().isPresent())
                    .filter(from -> from.identity().equals(identity))
                    .filter(from -> from.offset() >= records.offset());
            if (known.isPresent()) {
                records.skipTo(known.get().offset(), known.get().line());
                resumed = true;
            }
            begun = true;
            return this;
        } catch (IOException e) {
            throw file.unreadable(e, records.line());
        } finally {
            if (!begun) {
                abandon();
            }
        }
    }

    private String header() throws IOException {
        Optional<TextRecord> header = nextRecord();
        if (header.isEmpty()) {
            throw new InputException(file.name() + " is empty: it needs a header line that names its columns");
        }
        try {
            return header.get().text();
        } catch (RowFault fault) {
            throw new InputException(
                    "the header of %s cannot be read: %s".formatted(file.name(), fault.getMessage()), fault);
        }
    }

    private void abandon() {
        try {
            close();
        } catch (IOException e) {
            // what made it stop matters more
        }
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Optional<FeedItem> next() {
        try {
            return nextRecord().map(this::item);
        } catch (IOException e) {
            throw file.unreadable(e, records.line());
        }
    }

    private Optional<TextRecord> nextRecord() throws IOException {
        Optional<TextRecord> record = records.next();
        while (record.isPresent() && record.get().blank()) {
            record = records.next();
        }
        return record;
    }

    private FeedItem item(TextRecord record) {
        try {
            RawImport fields = rows.read(record.text());
            return new FeedItem.Row(fields, source(record), cursor());
        } catch (RowFault fault) {
            TextRecord refused = record.lines() > 1 ? records.firstLine() : record;
            return new FeedItem.Rejected(fault.reason(), fault.getMessage(), source(refused), cursor());
        }
    }

    private SourceLine source(TextRecord record) {
        return new SourceLine(file.name(), record.line(), record.bytes());
    }

    private String cursor() {
        return new FileCursor(identity, records.offset(), records.line()).toString();
    }

    @Override
    public long bytesRead() {
        return input.taken().count();
    }

    @Override
    public OptionalLong bytesTotal() {
        return input.size();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
