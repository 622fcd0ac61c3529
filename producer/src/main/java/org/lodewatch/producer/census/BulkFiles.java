package org.lodewatch.producer.census;

import java.io.IOException;
import java.io.InputStream;
import java.time.YearMonth;
import java.util.SortedMap;
import org.lodewatch.producer.poll.Release;

/** Where monthly files come from. */
public interface BulkFiles {

    /** Makes something of a file's bytes. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /** Stable part of the feed's id, so that two places of one dataset do not shut each other out; may be empty. */
    String place();

    /** A month's file as the Census Bureau names it: {@code IMDB2601.ZIP}. */
    static String name(YearMonth month) {
        return "IMDB%02d%02d.ZIP".formatted(month.getYear() % 100, month.getMonthValue());
    }

    /** Every file that there is, from a month on. */
    SortedMap<String, Release> releases(YearMonth first) throws IOException, InterruptedException;

    /** Reads a month's file; from its beginning again, if it breaks off and may be better then. */
    <T> T read(YearMonth month, Reader<T> reader) throws IOException, InterruptedException;
}
