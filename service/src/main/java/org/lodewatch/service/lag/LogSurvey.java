package org.lodewatch.service.lag;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A range of a partition's log that has been read, and its offsets without a record for a read_committed consumer:
 * transaction markers, aborted records, and records removed by compaction. These are kept as ranges of 16 bytes, so that a
 * group can move without the log being read again. Not thread-safe.
 */
final class LogSurvey {

    /** More ranges (16 MB) are not kept: offsets beyond are estimated. */
    static final int MAX_HOLES = 1 << 20;

    private long from;
    private long to;
    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int holes;

    /** An empty range that begins at this offset. */
    LogSurvey(long from) {
        restart(from);
    }

    /** Empties the range and begins again at this offset. */
    void restart(long offset) {
        from = offset;
        to = offset;
        holes = 0;
    }

    /** The offset at which to continue to read. */
    long end() {
        return to;
    }

    boolean isFull() {
        return holes >= MAX_HOLES;
    }

    /** Moves the beginning to an offset, and keeps the range behind it if possible. */
    void beginAt(long offset) {
        if (offset < from || offset > to) {
            restart(offset);
            return;
        }
        int gone = firstHoleEndingAfter(offset);
        System.arraycopy(starts, gone, starts, 0, holes - gone);
        System.arraycopy(ends, gone, ends, 0, holes - gone);
        holes -= gone;
        from = offset;
        if (holes > 0) {
            starts[0] = Math.max(starts[0], from);
        }
    }

    /** The reader received the record at this offset. */
    void found(long offset) {
        reached(offset);
        to = Math.max(to, offset + 1);
    }

    /** The reader reached this offset: there is no record between its last one and here. */
    void reached(long offset) {
        if (offset <= to) {
            return;
        }
        if (holes > 0 && ends[holes - 1] == to) {
            ends[holes - 1] = offset;
        } else {
            if (holes == starts.length) {
                starts = Arrays.copyOf(starts, holes * 2);
                ends = Arrays.copyOf(ends, holes * 2);
            }
            starts[holes] = to;
            ends[holes] = offset;
            holes++;
        }
        to = offset;
    }

    /**
     * The number of records between two offsets.
     *
     * @param first at or after the beginning of the range
     * @param end exclusive
     * @return counted within the range, and estimated beyond it from the density of the range
     */
    long records(long first, long end) {
        long known = Math.max(first, Math.min(to, end));
        long beyond = end - known;
        return known - first - inHoles(first, known) + Math.round(beyond * density());
    }

    /** Whether {@link #records} counts all records up to this end. */
    boolean covers(long end) {
        return end <= to;
    }

    /** The first record at or after an offset, within the range. */
    OptionalLong firstRecord(long offset) {
        int hole = firstHoleEndingAfter(offset);
        long record = hole < holes && starts[hole] <= offset ? ends[hole] : offset;
        return record >= from && record < to ? OptionalLong.of(record) : OptionalLong.empty();
    }

    private double density() {
        return to == from ? 1 : (double) (to - from - inHoles(from, to)) / (to - from);
    }

    private long inHoles(long first, long end) {
        long sum = 0;
        for (int hole = firstHoleEndingAfter(first); hole < holes && starts[hole] < end; hole++) {
            sum += Math.min(ends[hole], end) - Math.max(starts[hole], first);
        }
        return sum;
    }

    private int firstHoleEndingAfter(long offset) {
        int found = Arrays.binarySearch(ends, 0, holes, offset + 1);
        return found >= 0 ? found : -found - 1;
    }
}
