package org.lodewatch.producer.feed;

/**
 * Lines, rows or cells of a source that are not records, and were left out on purpose.
 *
 * @param what the kind, such as {@code total} or {@code flow is not 1}
 * @param count how many
 * @param firstLine line of the first one, from 1
 */
public record LeftOut(String what, long count, long firstLine) {}
