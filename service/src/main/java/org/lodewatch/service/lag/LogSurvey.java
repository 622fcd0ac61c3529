package org.lodewatch.service.lag;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A stretch of a partition's log that has been read, and which of its offsets hold nothing that a read_committed
 * consumer is handed: markers of transactions, records of aborted ones, and what compaction took away. Kept as ranges, 16
 * bytes each, so that where a group stands can move without reading again. Not thread-safe.
 */
final class LogSurvey {

    /** More ranges than that (16 MB) are not remembered: what lies beyond is estimated. */
    static final int MOST_HOLES = 1 << 20;

    private long from;
    private long to;
    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int holes;

    /** Nothing has been read yet; reading begins at this offset. */
    LogSurvey(long from) {
        restart(from);
    }

    /** Forgets all, and begins again at this offset. */
    void restart(long offset) {
        from = offset;
        to = offset;
        holes = 0;
    }

    /** Where to read on: all before it, back to the beginning of the stretch, is known. */
    long end() {
        return to;
    }

    boolean isFull() {
        return holes >= MOST_HOLES;
    }

    /** Makes it begin at an offset, without forgetting more than it must. */
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

    /** The reader was handed the record at this offset. */
    void found(long offset) {
        reached(offset);
        to = Math.max(to, offset + 1);
    }

    /** The reader has come to this offset: between its last record and here is none. */
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
     * How many records lie between two offsets.
     *
     * @param first at or after the beginning of the stretch
     * @param end exclusive
     * @return counted as far as the stretch goes; beyond it estimated, as if it went on like that
     */
    long records(long first, long end) {
        long known = Math.max(first, Math.min(to, end));
        long beyond = end - known;
        return known - first - inHoles(first, known) + Math.round(beyond * density());
    }

    /** Whether {@link #records} counts all of them. */
    boolean covers(long end) {
        return end <= to;
    }

    /** The first record at or after an offset, as far as the stretch goes. */
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
