package org.lodewatch.producer.jsonl;

import java.util.Optional;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.file.ColumnNames;
import org.lodewatch.producer.file.FileReading;
import org.lodewatch.producer.file.InputFile;

/**
 * Customs import records from a file with one JSON object a line: UTF-8, plain or gzip. Fields have the names of
 * {@link org.lodewatch.producer.feed.ImportField} unless {@link ColumnNames} says otherwise; others are ignored. Values
 * may be JSON numbers or strings; numbers are taken digit by digit, never as floating point.
 *
 * <p>A killed feed goes on after the last row that was published, as long as the file stays as it is. Standard input
 * cannot be read twice: it begins at the beginning, which changes nothing that was published already.
 */
public final class JsonlFeed implements Feed {

    private final InputFile file;
    private final ColumnNames names;

    /** A file with canonical field names. */
    public JsonlFeed(InputFile file) {
        this(file, ColumnNames.CANONICAL);
    }

    /** A file with field names of its own. */
    public JsonlFeed(InputFile file, ColumnNames names) {
        this.file = file;
        this.names = names;
    }

    @Override
    public String id() {
        return file.feedId("jsonl");
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        return FileReading.ofLines(file, new JsonObjects(names), names.toString(), cursor);
    }
}
