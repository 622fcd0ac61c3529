package org.lodewatch.producer.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.LeftOut;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.file.JoinedRecords.Joined;
import org.lodewatch.producer.file.LayoutRows.Figure;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.CountryLookup;

/**
 * One pass over a file with a layout. A row may make several records, one a period. In a file with one row an indicator, all
 * rows are read before the first record is returned; the items have the same order in every pass, so that a pass resumes
 * by leaving out those that came before its cursor.
 */
final class LayoutFeedReader implements FeedReader {

    private final RecordFile file;
    private final LayoutRows rows;
    private final LeftOutTally leftOut;
    private final Optional<JoinedRecords> joined;
    private final String start;
    private final boolean resumed;
    private final Queue<FeedItem> pending = new ArrayDeque<>();
    private long toSkip;
    private long items;
    private boolean ended;

    private LayoutFeedReader(
            RecordFile file, LayoutRows rows, LeftOutTally leftOut, boolean joins, Optional<String> cursor) {
        this.file = file;
        this.rows = rows;
        this.leftOut = leftOut;
        this.joined = joins ? Optional.of(new JoinedRecords()) : Optional.empty();
        this.start = file.cursor();
        Optional<FileCursor> from = file.resume(cursor);
        this.resumed = from.isPresent();
        this.toSkip = from.map(FileCursor::items).orElse(0L);
        if (rows.headerLine() > 1 && !resumed) {
            leftOut.add("lines above the header", rows.headerLine() - 1, 1);
        }
    }

    static LayoutFeedReader open(RecordFile file, Layout layout, CountryLookup countries, Optional<String> cursor) {
        boolean begun = false;
        try {
            LeftOutTally leftOut = new LeftOutTally();
            LayoutRows rows = file.underHeader(layout, header -> LayoutRows.under(header, layout, countries, leftOut));
            LayoutFeedReader reader = new LayoutFeedReader(
                    file, rows, leftOut, layout.indicators().isPresent(), cursor);
            begun = true;
            return reader;
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
            while (pending.isEmpty() && !ended) {
                readRecord();
            }
            while (pending.isEmpty() && joined.isPresent()) {
                Optional<Joined> record = joined.get().next();
                if (record.isEmpty()) {
                    return Optional.empty();
                }
                offer(new FeedItem.Row(record.get().fields(), record.get().source(), itemCursor()));
            }
            return Optional.ofNullable(pending.poll());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void readRecord() throws IOException {
        long offset = file.offset();
        long line = file.line();
        Optional<TextRecord> record = file.nextRow();
        if (record.isEmpty()) {
            ended = true;
            joined.ifPresent(records -> records.end(leftOut));
            return;
        }
        try {
            use(rows.figures(record.get()), record.get(), offset, line);
        } catch (RowFault fault) {
            if (record.get().lines() == 1) {
                reject(record.get(), fault);
            } else {
                readLine(file.firstLine(), fault, offset, line);
            }
        }
    }

    private void readLine(TextRecord first, RowFault fault, long offset, long line) {
        try {
            use(rows.figuresOfLine(first, fault), first, offset, line);
        } catch (RowFault ofLine) {
            reject(first, ofLine);
        }
    }

    private void use(List<Figure> figures, TextRecord record, long offset, long line) {
        if (figures.isEmpty()) {
            return;
        }
        SourceLine source = file.source(record);
        if (joined.isPresent()) {
            figures.forEach(figure -> joined.get().add(figure, source));
            return;
        }
        for (int i = 0; i < figures.size(); i++) {
            boolean last = i == figures.size() - 1;
            String cursor = last ? file.cursor() : file.cursor(offset, line, i + 1L);
            offer(new FeedItem.Row(figures.get(i).fields(), source, cursor));
        }
    }

    private void reject(TextRecord record, RowFault fault) {
        String cursor = joined.isPresent() ? itemCursor() : file.cursor();
        offer(new FeedItem.Rejected(fault.reason(), fault.getMessage(), file.source(record), cursor));
    }

    /** The cursor behind the item that is returned next, in a file that is always read from its beginning. */
    private String itemCursor() {
        items++;
        FileCursor beginning = FileCursor.parse(start).orElseThrow();
        return file.cursor(beginning.offset(), beginning.line(), items);
    }

    private void offer(FeedItem item) {
        if (toSkip > 0) {
            toSkip--;
        } else {
            pending.add(item);
        }
    }

    @Override
    public List<LeftOut> leftOut() {
        List<LeftOut> kinds = leftOut.kinds();
        if (file.blankLines() > 0) {
            kinds.add(new LeftOut("blank lines", file.blankLines(), file.firstBlankLine()));
        }
        return kinds;
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
