package org.lodewatch.producer.publish;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run of a feed came to.
 *
 * @param alreadyPublished whether an earlier run had published all of an unchanged input, so that there was nothing to
 *     do
 * @param published records, those that take a line back too
 * @param withdrawn records that take a line back
 * @param rejected rows, by reason
 * @param periodsDeclared periods declared complete, each of one dataset and reporter
 */
public record FeedReport(
        boolean alreadyPublished,
        long published,
        long withdrawn,
        SortedMap<String, Long> rejected,
        int periodsDeclared) {

    public FeedReport {
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
    }

    /** Rows rejected, for whatever reason. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
