package org.lodewatch.producer.feed;

/**
 * Where a row was read, and its text.
 *
 * @param file file, address or other name of the source
 * @param line first line of the row, from 1; for a source without lines, the row's number
 * @param raw the row as received, without its line end; empty if there is no such text
 */
public record SourceLine(String file, long line, byte[] raw) {

    /** A place without text of its own, such as a file as a whole. */
    public SourceLine(String file, long line) {
        this(file, line, new byte[0]);
    }
}
