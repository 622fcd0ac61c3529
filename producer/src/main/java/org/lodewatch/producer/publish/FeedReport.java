package org.lodewatch.producer.publish;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of one run of a feed.
 *
 * @param alreadyPublished whether an earlier run had published all of an unchanged input, so that this run published
 *     nothing
 * @param published records, with those that withdraw a line
 * @param withdrawn records that withdraw a line
 * @param rejected rows, by reason
 * @param periodsDeclared periods declared complete, each of one dataset and reporter
 * @param counts rows that do not count, or not as the source has them
 */
public record FeedReport(
        boolean alreadyPublished,
        long published,
        long withdrawn,
        SortedMap<String, Long> rejected,
        int periodsDeclared,
        RunCounts counts) {

    public FeedReport {
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
    }

    /** All rejected rows. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
