package org.lodewatch.producer.census;

import java.io.IOException;
import java.io.InputStream;
import java.time.YearMonth;
import java.util.SortedMap;
import org.lodewatch.producer.poll.Release;

/** Where the monthly files are read from. */
public interface BulkFiles {

    /** Converts a file's bytes. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /**
     * A stable part of the feed's id, so that feeds of one dataset from two places can run at the same time; may be
     * empty.
     */
    String place();

    /** A month's file as the Census Bureau names it: {@code IMDB2601.ZIP}. */
    static String name(YearMonth month) {
        return "IMDB%02d%02d.ZIP".formatted(month.getYear() % 100, month.getMonthValue());
    }

    /** The files of a month and of all later ones, by month. */
    SortedMap<String, Release> releases(YearMonth first) throws IOException, InterruptedException;

    /** Reads a month's file; once more from its beginning, if it breaks off and a second attempt may succeed. */
    <T> T read(YearMonth month, Reader<T> reader) throws IOException, InterruptedException;
}
