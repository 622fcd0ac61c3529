package org.lodewatch.service.rejected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Counts of rejected rows by reason, source and dataset, with the newest few of each, in bounded memory. Not thread-safe.
 */
final class RejectedTally {

    /** How many rows of each group are kept. */
    static final int KEPT = 5;

    /** Further sources are counted together for each reason. A folder has a source for each of its files. */
    private static final int MOST_GROUPS = 500;

    private static final String OTHER_SOURCES = "other sources";

    /** Of the text of a row and of a message; longer ones are cut. */
    private static final int MOST_CHARACTERS = 500;

    private static final Comparator<RejectedRecord> BY_TIME = Comparator.comparing(RejectedRecord::rejectedAt);

    /** @param source the id of the feed, or the topic */
    record Source(String reason, String source, Optional<String> dataset) {}

    /** The rows of a source that were rejected for one reason. */
    static final class Group {
        private long rows;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private final PriorityQueue<RejectedRecord> newest = new PriorityQueue<>(BY_TIME);

        private void add(RejectedRecord record) {
            rows++;
            first = record.rejectedAt().isBefore(first) ? record.rejectedAt() : first;
            last = record.rejectedAt().isAfter(last) ? record.rejectedAt() : last;
            if (newest.size() < KEPT) {
                newest.add(cut(record));
            } else if (BY_TIME.compare(record, newest.peek()) >= 0) {
                newest.remove();
                newest.add(cut(record));
            }
        }

        long rows() {
            return rows;
        }

        Instant first() {
            return first;
        }

        Instant last() {
            return last;
        }

        /** The last one first. */
        List<RejectedRecord> newest() {
            return newest.stream().sorted(BY_TIME.reversed()).toList();
        }
    }

    private final Map<Source, Group> groups = new HashMap<>();

    void add(RejectedRecord record) {
        String from = record.feed().isEmpty() ? record.source() : record.feed();
        Source source = new Source(record.reason(), from, record.dataset());
        if (!groups.containsKey(source) && groups.size() >= MOST_GROUPS) {
            source = new Source(record.reason(), OTHER_SOURCES, Optional.empty());
        }
        groups.computeIfAbsent(source, s -> new Group()).add(record);
    }

    /** The groups of each reason that are wanted. */
    Map<String, List<Map.Entry<Source, Group>>> byReason(Predicate<Source> wanted) {
        Map<String, List<Map.Entry<Source, Group>>> reasons = new HashMap<>();
        groups.entrySet().stream()
                .filter(group -> wanted.test(group.getKey()))
                .forEach(group -> reasons.computeIfAbsent(group.getKey().reason(), r -> new ArrayList<>())
                        .add(group));
        return reasons;
    }

    private static RejectedRecord cut(RejectedRecord record) {
        return new RejectedRecord(
                record.rejectedAt(),
                record.feed(),
                record.dataset(),
                record.source(),
                record.partition(),
                record.line(),
                record.reason(),
                cut(record.message()),
                cut(record.text()));
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
    }
}
