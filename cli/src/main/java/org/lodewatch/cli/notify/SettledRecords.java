package org.lodewatch.cli.notify;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The records of a partition that are settled although an earlier one is not. They are committed as metadata of the offset, such
 * as {@code settled 0-3,5}: distances from it. So a subscriber that starts again reads all that was published together, and
 * delivers what is left of it.
 */
final class SettledRecords {

    private static final String PREFIX = "settled ";
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})|([0-9]{1,9})");

    /** Less than a broker stores by default, 4,096 bytes ({@code offset.metadata.max.bytes}). */
    private static final int LONGEST = 4_000;

    private final NavigableSet<Long> offsets = new TreeSet<>();

    /** Those in a committed offset; none for null. */
    static SettledRecords of(OffsetAndMetadata committed) {
        SettledRecords settled = new SettledRecords();
        if (committed != null && committed.metadata().startsWith(PREFIX)) {
            Matcher ranges = RANGE.matcher(committed.metadata().substring(PREFIX.length()));
            while (ranges.find()) {
                long first = Long.parseLong(ranges.group(3) == null ? ranges.group(1) : ranges.group(3));
                long last = Long.parseLong(ranges.group(3) == null ? ranges.group(2) : ranges.group(3));
                for (long distance = first; distance <= last; distance++) {
                    settled.offsets.add(committed.offset() + distance);
                }
            }
        }
        return settled;
    }

    void add(AlertBatch batch) {
        batch.records().forEach(record -> offsets.add(record.offset()));
    }

    /** Whether all records of a delivery are settled. */
    boolean contains(AlertBatch batch) {
        return batch.records().stream().allMatch(record -> offsets.contains(record.offset()));
    }

    /**
     * What to commit. Settled records before the offset are discarded. If there is no room for all others, the last ones are left
     * out: they are delivered again after a restart.
     *
     * @param offset from which a subscriber that starts again reads
     */
    OffsetAndMetadata at(long offset) {
        offsets.headSet(offset).clear();
        StringBuilder ranges = new StringBuilder();
        Long first = offsets.isEmpty() ? null : offsets.first();
        while (first != null) {
            long last = first;
            while (offsets.contains(last + 1)) {
                last++;
            }
            String range =
                    (ranges.isEmpty() ? PREFIX : ",") + (first - offset) + (last == first ? "" : "-" + (last - offset));
            if (ranges.length() + range.length() > LONGEST) {
                break;
            }
            ranges.append(range);
            first = offsets.higher(last);
        }
        return new OffsetAndMetadata(offset, ranges.toString());
    }
}
