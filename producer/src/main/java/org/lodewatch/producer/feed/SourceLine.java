package org.lodewatch.producer.feed;

/**
 * Where a row stood, and what stood there.
 *
 * @param file file, address or other name of the source
 * @param line first line of the row, from 1; for a source without lines, the row's number
 * @param raw the row as received, without its line end; empty if the source has no such thing
 */
public record SourceLine(String file, long line, byte[] raw) {}
