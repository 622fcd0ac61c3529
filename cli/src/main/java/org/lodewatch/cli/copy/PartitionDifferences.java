package org.lodewatch.cli.copy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lodewatch.cli.copy.CopyFault.Kind;
import org.lodewatch.cli.copy.LoggedRecord.Identity;

/** How the records of a partition differ from those of its copy. */
final class PartitionDifferences {

    /**
     * Records of one kind.
     *
     * @param inCopy whether the offset is one of the copy, and not of the source
     * @param offset of the first record
     */
    record Found(long records, boolean inCopy, long offset) {}

    private final List<LoggedRecord> source;
    private final List<LoggedRecord> copy;
    private final Map<Identity, Integer> aborted;
    private final Map<Kind, Found> found = new EnumMap<>(Kind.class);

    private PartitionDifferences(List<LoggedRecord> source, List<LoggedRecord> aborted, List<LoggedRecord> copy) {
        this.source = source;
        this.copy = copy;
        this.aborted = counts(aborted);
    }

    /**
     * Of a topic that keeps every record.
     *
     * @param source the committed records
     * @param aborted the records of aborted transactions of the source
     */
    static Map<Kind, Found> ofAllRecords(
            List<LoggedRecord> source, List<LoggedRecord> aborted, List<LoggedRecord> copy) {
        PartitionDifferences differences = new PartitionDifferences(source, aborted, copy);
        if (!differences.haveSameContents()) {
            differences.compareRecords();
        }
        return differences.found;
    }

    /**
     * Of a compacted topic: of the last record of each key. Compaction has deleted others from the source or from the copy.
     *
     * @param source the committed records
     * @param aborted the records of aborted transactions of the source
     */
    static Map<Kind, Found> ofLastRecords(
            List<LoggedRecord> source, List<LoggedRecord> aborted, List<LoggedRecord> copy) {
        PartitionDifferences differences = new PartitionDifferences(source, aborted, copy);
        differences.compareKeys();
        return differences.found;
    }

    private boolean haveSameContents() {
        if (source.size() != copy.size()) {
            return false;
        }
        for (int at = 0; at < source.size(); at++) {
            if (source.get(at).content() != copy.get(at).content()) {
                return false;
            }
        }
        for (int at = 0; at < source.size(); at++) {
            if (source.get(at).timestamp() != copy.get(at).timestamp()) {
                add(Kind.OTHER_TIMESTAMPS, false, source.get(at));
            }
        }
        return true;
    }

    /** Compares what is left without the records that both begin with, and those that both end with. */
    private void compareRecords() {
        int shorter = Math.min(source.size(), copy.size());
        int begin = 0;
        while (begin < shorter && isSame(begin, begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && isSame(source.size() - 1 - end, copy.size() - 1 - end)) {
            end++;
        }
        List<LoggedRecord> expected = source.subList(begin, source.size() - end);
        List<LoggedRecord> actual = copy.subList(begin, copy.size() - end);
        List<LoggedRecord> additional = without(actual, counts(expected));
        List<LoggedRecord> missing = without(expected, counts(actual));
        addAdditional(additional);
        addMissing(missing, begin == 0, end == 0);
        if (additional.isEmpty() && missing.isEmpty()) {
            for (int at = 0; at < expected.size(); at++) {
                if (!expected.get(at).identity().equals(actual.get(at).identity())) {
                    add(Kind.OTHER_ORDER, true, actual.get(at));
                }
            }
        }
    }

    private boolean isSame(int inSource, int inCopy) {
        return source.get(inSource).identity().equals(copy.get(inCopy).identity());
    }

    private void addAdditional(List<LoggedRecord> additional) {
        Set<Identity> known = identities(source);
        for (LoggedRecord record : additional) {
            if (take(aborted, record)) {
                add(Kind.ABORTED_RECORDS, true, record);
            } else {
                add(known.contains(record.identity()) ? Kind.REPEATED_RECORDS : Kind.OTHER_RECORDS, true, record);
            }
        }
    }

    private void addMissing(List<LoggedRecord> missing, boolean fromBegin, boolean toEnd) {
        BitSet isMissing = new BitSet();
        Map<Long, Integer> places = new HashMap<>();
        for (int at = 0; at < source.size(); at++) {
            places.put(source.get(at).offset(), at);
        }
        missing.forEach(record -> isMissing.set(places.get(record.offset())));
        int lastOfEnd = isMissing.previousClearBit(source.size() - 1);
        int firstOfRest = isMissing.nextClearBit(0);
        for (LoggedRecord record : missing) {
            int at = places.get(record.offset());
            if (toEnd && at > lastOfEnd) {
                add(Kind.MISSING_END, false, record);
            } else {
                add(fromBegin && at < firstOfRest ? Kind.MISSING_HEAD : Kind.MISSING_RECORDS, false, record);
            }
        }
    }

    private void compareKeys() {
        Map<Long, LoggedRecord> lastInSource = last(source);
        Map<Long, LoggedRecord> lastInCopy = last(copy);
        Set<Identity> inSource = identities(source);
        Set<Identity> inCopy = identities(copy);
        Set<Long> keys = new TreeSet<>(lastInSource.keySet());
        keys.addAll(lastInCopy.keySet());
        for (long key : keys) {
            LoggedRecord expected = lastInSource.get(key);
            LoggedRecord actual = lastInCopy.get(key);
            if (isDeleted(expected) && isDeleted(actual)
                    || expected != null && actual != null && expected.identity().equals(actual.identity())) {
                continue;
            }
            if (actual != null && take(aborted, actual)) {
                add(Kind.ABORTED_RECORDS, true, actual);
            } else if (expected != null && actual != null && expected.content() == actual.content()) {
                add(Kind.OTHER_TIMESTAMPS, false, expected);
            } else if (expected != null && !inCopy.contains(expected.identity())) {
                add(Kind.MISSING_RECORDS, false, expected);
            } else if (actual != null && inSource.contains(actual.identity())) {
                add(Kind.OTHER_ORDER, true, actual);
            } else if (actual != null) {
                add(Kind.OTHER_RECORDS, true, actual);
            } else {
                add(Kind.MISSING_RECORDS, false, expected);
            }
        }
    }

    /** A tombstone is itself deleted some time after it was written. */
    private static boolean isDeleted(LoggedRecord record) {
        return record == null || record.deletes();
    }

    private static Map<Long, LoggedRecord> last(List<LoggedRecord> records) {
        Map<Long, LoggedRecord> last = new HashMap<>();
        records.forEach(record -> last.put(record.key(), record));
        return last;
    }

    private void add(Kind kind, boolean inCopy, LoggedRecord record) {
        found.merge(
                kind,
                new Found(1, inCopy, record.offset()),
                (some, one) -> new Found(some.records() + 1, some.inCopy(), Math.min(some.offset(), one.offset())));
    }

    /** The records that are left after those in {@code counts}. */
    private static List<LoggedRecord> without(List<LoggedRecord> records, Map<Identity, Integer> counts) {
        List<LoggedRecord> left = new ArrayList<>();
        for (LoggedRecord record : records) {
            if (!take(counts, record)) {
                left.add(record);
            }
        }
        return left;
    }

    /** Takes one record out of the counts; false if there is none. */
    private static boolean take(Map<Identity, Integer> counts, LoggedRecord record) {
        Integer count = counts.computeIfPresent(record.identity(), (identity, number) -> number - 1);
        return count != null && count >= 0;
    }

    private static Map<Identity, Integer> counts(List<LoggedRecord> records) {
        Map<Identity, Integer> counts = new HashMap<>();
        records.forEach(record -> counts.merge(record.identity(), 1, Integer::sum));
        return counts;
    }

    private static Set<Identity> identities(List<LoggedRecord> records) {
        return records.stream().map(LoggedRecord::identity).collect(Collectors.toCollection(HashSet::new));
    }
}
