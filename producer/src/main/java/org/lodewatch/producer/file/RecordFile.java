package org.lodewatch.producer.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.schemas.OperatorException;

/**
 * An open file of records, and the position in it. It resumes at a cursor if neither the file (size, time of change,
 * beginning) nor the way it is read has changed. Standard input and pipes always start at the beginning.
 */
final class RecordFile implements Closeable {

    /** Lines in which a header is looked for. */
    private static final int HEADER_LINES = 40;

    private final InputFile file;
    private final OpenInput input;
    private final TextRecords records;
    private final String identity;
    private long blankLines;
    private long firstBlankLine;
    private boolean anyRow;

    private RecordFile(InputFile file, OpenInput input, TextRecords records, String settings) {
        this.file = file;
        this.input = input;
        this.records = records;
        this.identity = input.identity().orElse("stream") + "-" + Integer.toHexString(settings.hashCode());
    }

    /**
     * A file with one record a line.
     *
     * @param settings changes when the same file would be read differently
     * @throws OperatorException if the file cannot be read; an {@link InputException} if the file is at fault
     */
    static RecordFile ofLines(InputFile file, String settings) {
        OpenInput input = file.open();
        return new RecordFile(file, input, TextRecords.lines(input.text()), settings);
    }

    /** A file whose fields may be quoted over several lines. */
    static RecordFile ofTable(InputFile file, Layout layout) {
        OpenInput input = file.open();
        return new RecordFile(file, input, TextRecords.quoted(input.text(), layout.separator()), layout.toString());
    }

    String name() {
        return file.name();
    }

    /**
     * Finds the header: the first line under which the rows can be read. Titles above it are not read.
     *
     * @param rows what reads the rows under a header; throws {@link InputException} if it lacks a column
     * @throws InputException if no line is such a header; the message is about the line that is closest to one
     */
    <R> R underHeader(Layout layout, Function<TableHeader, R> rows) {
        HeaderFault closest = null;
        try {
            for (int i = 0; i < layout.skippedLines() && records.next().isPresent(); i++) {}
            Optional<TextRecord> record = next();
            for (int i = 0; i < HEADER_LINES && record.isPresent(); i++) {
                TableHeader header = null;
                try {
                    header = TableHeader.of(record.get(), file.name(), layout);
                    R under = rows.apply(header);
                    blankLines = 0;
                    anyRow = false;
                    return under;
                } catch (InputException e) {
                    HeaderFault fault = new HeaderFault(header, e, header == null ? 0 : header.likeness(layout));
                    closest = closest == null || fault.likeness() > closest.likeness() ? fault : closest;
                }
                record = next();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (closest == null) {
            throw new InputException(file.name() + " is empty: it needs a header line that names its columns");
        }
        throw closest.explained(layout);
    }

    private record HeaderFault(TableHeader header, InputException fault, int likeness) {

        InputException explained(Layout layout) {
            return header == null ? fault : header.withKnownLayout(fault, layout);
        }
    }

    /** Goes to a cursor; empty if it is of another file or of other settings. */
    Optional<FileCursor> resume(Optional<String> cursor) {
        Optional<FileCursor> start = cursor.flatMap(FileCursor::parse)
                .filter(from -> input.identity().isPresent())
                .filter(from -> from.identity().equals(identity))
                .filter(from -> from.offset() >= records.offset());
        try {
            if (start.isPresent()) {
                records.skipTo(start.get().offset(), start.get().line());
                anyRow = true;
            }
            return start;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The next row; empty at the end.
     *
     * @throws NoRowsException at the end of a file that has no row at all
     */
    Optional<TextRecord> nextRow() throws IOException {
        Optional<TextRecord> record = next();
        if (record.isEmpty() && !anyRow) {
            throw new NoRowsException(file.name());
        }
        anyRow = true;
        return record;
    }

    /** The next record that is not blank; empty at the end. */
    private Optional<TextRecord> next() throws IOException {
        Optional<TextRecord> record = records.next();
        while (record.isPresent() && record.get().blank()) {
            firstBlankLine = blankLines++ == 0 ? record.get().line() : firstBlankLine;
            record = records.next();
        }
        return record;
    }

    /** The first line alone of the record of several lines that was read last. */
    TextRecord firstLine() {
        return records.firstLine();
    }

    /** Blank lines so far, and the first of them. */
    long blankLines() {
        return blankLines;
    }

    long firstBlankLine() {
        return firstBlankLine;
    }

    /** Bytes of text before the next record. */
    long offset() {
        return records.offset();
    }

    /** Lines before the next record. */
    long line() {
        return records.line();
    }

    /** The cursor before the next record. */
    String cursor() {
        return cursor(offset(), line(), 0);
    }

    /** The cursor behind some of the items that are read from a position on. */
    String cursor(long offset, long line, long items) {
        return new FileCursor(identity, offset, line, items).toString();
    }

    SourceLine source(TextRecord record) {
        return new SourceLine(file.name(), record.line(), record.bytes());
    }

    OperatorException unreadable(IOException e) {
        return file.unreadable(e, records.line());
    }

    long bytesRead() {
        return input.counted().count();
    }

    OptionalLong bytesTotal() {
        return input.size();
    }

    /** Closes it after a failure, which is reported instead of one of closing. */
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            // the failure that made it stop is reported
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
