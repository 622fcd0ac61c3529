package org.lodewatch.producer.file;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;

/**
 * One pass over a file in which each record is one row. Blank lines are skipped. If a record of several lines cannot be
 * read, only its first line is rejected: most often a stray quote has joined valid lines to an invalid one.
 */
final class FileFeedReader implements FeedReader {

    /** Parses one record of a file. */
    @FunctionalInterface
    interface RowParser {
        /** @throws RowFault if it cannot be parsed */
        RawImport parse(TextRecord record) throws RowFault;

        /**
         * Parses the first line of a record of several lines that could not be parsed.
         *
         * @throws RowFault if it cannot be parsed either
         */
        default RawImport parseFirstLine(TextRecord line, RowFault fault) throws RowFault {
            throw fault;
        }
    }

    private final RecordFile file;
    private final RowParser rows;
    private final boolean resumed;

    private FileFeedReader(RecordFile file, RowParser rows, boolean resumed) {
        this.file = file;
        this.rows = rows;
        this.resumed = resumed;
    }

    /**
     * A pass over a file.
     *
     * @param file closed if this fails
     * @param rows opens the parser, and reads the header if there is one
     * @throws OperatorException if the file cannot be read; an {@link InputException} if the file is at fault
     */
    static FileFeedReader open(RecordFile file, Supplier<RowParser> rows, Optional<String> cursor) {
        boolean begun = false;
        try {
            RowParser parser = rows.get();
            boolean resumed = file.resume(cursor).isPresent();
            begun = true;
            return new FileFeedReader(file, parser, resumed);
        } finally {
            if (!begun) {
                file.abandon();
            }
        }
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Optional<FeedItem> next() {
        try {
            return file.nextRow().map(this::item);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private FeedItem item(TextRecord record) {
        try {
            return row(rows.parse(record), record);
        } catch (RowFault fault) {
            return record.lines() > 1 ? firstLine(file.firstLine(), fault) : rejected(record, fault);
        }
    }

    private FeedItem firstLine(TextRecord line, RowFault fault) {
        try {
            return row(rows.parseFirstLine(line, fault), line);
        } catch (RowFault ofLine) {
            return rejected(line, ofLine);
        }
    }

    private FeedItem row(RawImport fields, TextRecord record) {
        return new FeedItem.Row(fields, file.source(record), file.cursor());
    }

    private FeedItem rejected(TextRecord record, RowFault fault) {
        return new FeedItem.Rejected(fault.reason(), fault.getMessage(), file.source(record), file.cursor());
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public OptionalLong bytesTotal() {
        return file.bytesTotal();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
