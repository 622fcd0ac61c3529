package org.lodewatch.producer.feed;

/**
 * Rows that a feed has added up before it returned them.
 *
 * @param rows of the source
 * @param records that they became
 */
public record SummedRows(long rows, long records) {

    /** No rows. */
    public static final SummedRows NONE = new SummedRows(0, 0);
}
