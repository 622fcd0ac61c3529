package org.lodewatch.producer.publish;

import org.lodewatch.producer.rules.ImportRow;

/**
 * The contents of rows by dataset, record id and revision, in 16 bytes each: a hash of the key of 64 bits, a hash of the
 * content and the row's place of 32 bits each. With the free slots a row takes at most 24 bytes. Not thread-safe.
 *
 * <p>Of 10 million rows, two have the same hash with a probability of 3 in a million.
 */
final class RowContents {

    /** No row with this key was added before. */
    static final long NONE = -1;

    private static final int SEGMENT_BITS = 8;
    private static final int FIRST_SLOTS = 16;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    // Each segment grows on its own, so that growth copies 1/256 of the rows; by a sixth. Between 0.69 and
    // 0.8 full, a row takes less than 24 bytes, and a new one is seldom far from its slot.
    private final long[][] segments = new long[1 << SEGMENT_BITS][];
    private final int[] used = new int[1 << SEGMENT_BITS];

    /**
     * Adds a row unless there is one with its dataset, record id and revision.
     *
     * @param place from 0 to 2<sup>32</sup> - 2
     * @return {@link #NONE} if the row was added; otherwise the earlier one, for {@link #same} and {@link #place}
     */
    long add(ImportRow row, long place) {
        long key = key(row.dataset(), row.recordId(), row.revision());
        return add(key, (long) content(row) << 32 | place);
    }

    /** Whether an earlier row has the same content. */
    static boolean same(long earlier, ImportRow row) {
        return (int) (earlier >>> 32) == content(row);
    }

    /** The place of an earlier row. */
    static long place(long earlier) {
        return earlier & 0xFFFF_FFFFL;
    }

    /** Bytes of memory. */
    long bytes() {
        long bytes = 0;
        for (long[] segment : segments) {
            bytes += segment == null ? 0 : 8L * segment.length;
        }
        return bytes;
    }

    private long add(long key, long value) {
        int number = (int) (key >>> (64 - SEGMENT_BITS));
        long[] segment = segments[number];
        if (segment == null) {
            segment = new long[2 * FIRST_SLOTS];
            segments[number] = segment;
        } else if (used[number] * 5L >= segment.length / 2 * 4L) {
            segment = grown(segment);
            segments[number] = segment;
        }
        int slot = slot(segment, key);
        if (segment[slot] == key) {
            return segment[slot + 1];
        }
        segment[slot] = key;
        segment[slot + 1] = value;
        used[number]++;
        return NONE;
    }

    private static long[] grown(long[] segment) {
        int slots = segment.length / 2;
        long[] grown = new long[2 * (slots + slots / 6)];
        for (int at = 0; at < segment.length; at += 2) {
            if (segment[at] != 0) {
                int slot = slot(grown, segment[at]);
                grown[slot] = segment[at];
                grown[slot + 1] = segment[at + 1];
            }
        }
        return grown;
    }

    /** The slot of a key, or the free one for it. */
    private static int slot(long[] segment, long key) {
        long fraction = key << SEGMENT_BITS >>> 32;
        int slot = 2 * (int) (fraction * (segment.length / 2) >>> 32);
        while (segment[slot] != key && segment[slot] != 0) {
            slot = slot + 2 == segment.length ? 0 : slot + 2;
        }
        return slot;
    }

    private static long key(String dataset, String recordId, long revision) {
        long hash = mixed(fnv(fnv(FNV_BASIS, dataset) * FNV_PRIME, recordId) + mixed(revision));
        return hash == 0 ? 1 : hash;
    }

    private static long fnv(long hash, String text) {
        long next = hash;
        for (int i = 0; i < text.length(); i++) {
            next = (next ^ text.charAt(i)) * FNV_PRIME;
        }
        return next;
    }

    /** The finalizer of MurmurHash3. */
    private static long mixed(long value) {
        long hash = value;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    private static int content(ImportRow row) {
        if (row.withdrawn()) {
            return 1; // whatever its other fields, it removes the line
        }
        long hash = fnv(FNV_BASIS, row.commodityCode());
        hash = fnv(hash, row.origin());
        hash = fnv(hash, row.reporter());
        hash = fnv(hash, row.period());
        hash = mixed(hash + row.customsValueCents());
        hash = mixed(hash + row.netWeightGrams().orElse(-1));
        return (int) (hash >>> 32);
    }
}
