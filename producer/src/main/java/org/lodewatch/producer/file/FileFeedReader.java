package org.lodewatch.producer.file;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;

/**
 * One pass over a file of records. Blank lines are skipped. If a record of several lines cannot be read, only its first
 * line is rejected: most often a stray quote has joined valid lines to an invalid one.
 *
 * <p>It resumes at a cursor if neither the file (size, time of change, beginning) nor the way it is read has changed.
 * Standard input and pipes always start at the beginning.
 */
final class FileFeedReader implements FeedReader {

    /** Parses one record of a file. */
    @FunctionalInterface
    interface RowParser {
        /** @throws RowFault if it cannot be parsed */
        RawImport parse(String record) throws RowFault;
    }

    /**
     * A position in a file, as a cursor: {@code identity@offset:line}.
     *
     * @param identity of the file and of how it is read; a cursor of another identity cannot be used
     * @param offset bytes of text before the next record
     * @param line lines before the next record
     */
    private record FileCursor(String identity, long offset, long line) {

        private static final Pattern FORM = Pattern.compile("(.+)@([0-9]{1,18}):([0-9]{1,18})");

        /** The cursor in a text; empty if it does not have this form. */
        static Optional<FileCursor> parse(String text) {
            Matcher parts = FORM.matcher(text);
            return parts.matches()
                    ? Optional.of(new FileCursor(
                            parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return identity + "@" + offset + ":" + line;
        }
    }

    private final InputFile file;
    private final OpenInput input;
    private final TextRecords records;
    private final String identity;
    private RowParser rows;
    private boolean resumed;

    private FileFeedReader(InputFile file, OpenInput input, TextRecords records, String settings) {
        this.file = file;
        this.input = input;
        this.records = records;
        this.identity = input.identity().orElse("stream") + "-" + Integer.toHexString(settings.hashCode());
    }

    /**
     * A pass over a file with one record a line.
     *
     * @param settings changes when the same file would be read differently
     * @throws OperatorException if the file cannot be read; an {@link InputException} if the file is at fault
     */
    static FileFeedReader ofLines(InputFile file, RowParser rows, String settings, Optional<String> cursor) {
        OpenInput input = file.open();
        FileFeedReader reader = new FileFeedReader(file, input, TextRecords.lines(input.text()), settings);
        return reader.begin(() -> rows, cursor);
    }

    /**
     * A pass over a file that has a header, and fields that may be quoted over several lines.
     *
     * @param rows makes the parser of the records under a header
     * @param settings changes when the same file would be read differently
     * @throws OperatorException if the file cannot be read; an {@link InputException} if the file is at fault,
     *     such as that it is empty
     */
    static FileFeedReader ofTable(
            InputFile file,
            char separator,
            Function<String, RowParser> rows,
            String settings,
            Optional<String> cursor) {
        OpenInput input = file.open();
        FileFeedReader reader = new FileFeedReader(file, input, TextRecords.quoted(input.text(), separator), settings);
        return reader.begin(() -> rows.apply(reader.header()), cursor);
    }

    private interface ParserSource {
        RowParser open() throws IOException;
    }

    private FileFeedReader begin(ParserSource parser, Optional<String> cursor) {
        boolean begun = false;
        try {
            rows = parser.open();
            Optional<FileCursor> start = cursor.flatMap(FileCursor::parse)
                    .filter(from -> input.identity().isPresent())
                    .filter(from -> from.identity().equals(identity))
                    .filter(from -> from.offset() >= records.offset());
            if (start.isPresent()) {
                records.skipTo(start.get().offset(), start.get().line());
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
            // the failure that made it stop is reported
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
            RawImport fields = rows.parse(record.text());
            return new FeedItem.Row(fields, source(record), cursor());
        } catch (RowFault fault) {
            TextRecord rejected = record.lines() > 1 ? records.firstLine() : record;
            return new FeedItem.Rejected(fault.reason(), fault.getMessage(), source(rejected), cursor());
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
        return input.counted().count();
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
