package org.lodewatch.core.ledger;

import java.util.Arrays;

/**
 * A hash table with open addressing, keyed by the 128-bit hash of a record id, with six longs a slot.
 *
 * <p>There is no object per record, so the garbage collector has nothing to traverse. 256 sub-tables grow one at a time
 * and by a quarter, so that growth never needs memory for the whole table twice, and a record takes 56 to 70 bytes at
 * any size. Slots are in the order of the hashes, so that growth reads and writes a sub-table from front to back.
 *
 * <p>Cache misses cost the most time in a large table. Probing therefore reads marks of one byte a slot, dozens of which
 * are in one cache line, and reads a slot only if its mark matches. A new id, as most are, touches no slot but its own.
 *
 * <p>{@link #find} or {@link #insert} selects a slot; the getters and setters apply to the selected slot.
 */
final class LedgerTable {

    /** The weight of a record that has none. */
    static final long NO_WEIGHT = -1;

    private static final int SUB_TABLES = 256;
    private static final int INITIAL_SLOTS = 8;
    private static final int SLOT = 6;
    private static final int REVISION = 2;
    private static final int PLACE = 3;
    private static final int VALUE = 4;
    private static final int WEIGHT = 5;

    // The place, from its lowest bit: country 10, month 11, yearly 1, withdrawn 1, commodity code 17, book 24.
    private static final int MONTH_SHIFT = 10;
    private static final long YEARLY = 1L << 21;
    private static final long WITHDRAWN = 1L << 22;
    private static final int CODE_SHIFT = 23;
    private static final int BOOK_SHIFT = 40;
    private static final int MAX_COUNTRY = (1 << MONTH_SHIFT) - 1;
    private static final int MAX_MONTH = (1 << 11) - 1;

    /** The largest hash of a commodity code. */
    static final int MAX_CODE = (1 << 17) - 1;

    /** The largest number of a book. */
    static final int MAX_BOOK = (1 << 24) - 1;

    private static final byte FREE = 0;
    private static final long ARRAY_HEADER = 16;

    private final long[][] tables = new long[SUB_TABLES][INITIAL_SLOTS * SLOT];
    private final byte[][] marks = new byte[SUB_TABLES][INITIAL_SLOTS];
    private final int[] sizes = new int[SUB_TABLES];
    private long size;

    private long[] table;
    private int slot;

    /** Selects the slot of an id; false if it has none. */
    boolean find(long hash1, long hash2) {
        int sub = subTable(hash1);
        table = tables[sub];
        byte[] taken = marks[sub];
        byte mark = mark(hash2);
        for (int at = home(hash1, taken); taken[at] != FREE; at = next(at, taken)) {
            if (taken[at] == mark && table[at * SLOT] == hash1 && table[at * SLOT + 1] == hash2) {
                slot = at * SLOT;
                return true;
            }
        }
        return false;
    }

    /** Adds a slot for an id that has none, and selects it. */
    void insert(long hash1, long hash2) {
        int sub = subTable(hash1);
        // Linear probing stays quick up to a load of seven eighths.
        if ((sizes[sub] + 1) * 8L > marks[sub].length * 7L) {
            grow(sub);
        }
        sizes[sub]++;
        size++;
        table = tables[sub];
        slot = take(marks[sub], hash1, hash2) * SLOT;
        table[slot] = hash1;
        table[slot + 1] = hash2;
    }

    /** The number of ids. */
    long size() {
        return size;
    }

    /** Bytes of memory that the slots take. */
    long bytes() {
        return Arrays.stream(marks)
                .mapToLong(sub -> 2 * ARRAY_HEADER + sub.length * (SLOT * 8L + 1))
                .sum();
    }

    long revision() {
        return table[slot + REVISION];
    }

    /** The number of the book, or of the place that the owner keeps for records that no book counts. */
    int book() {
        return (int) (table[slot + PLACE] >>> BOOK_SHIFT);
    }

    /** The last month of the period. */
    int month() {
        return (int) (table[slot + PLACE] >>> MONTH_SHIFT) & MAX_MONTH;
    }

    int country() {
        return (int) table[slot + PLACE] & MAX_COUNTRY;
    }

    /** Whether the period is a year. */
    boolean yearly() {
        return (table[slot + PLACE] & YEARLY) != 0;
    }

    boolean withdrawn() {
        return (table[slot + PLACE] & WITHDRAWN) != 0;
    }

    /** The part of a hash of the commodity code that fits, 0 to {@link #MAX_CODE}. */
    int code() {
        return (int) (table[slot + PLACE] >>> CODE_SHIFT) & MAX_CODE;
    }

    long value() {
        return table[slot + VALUE];
    }

    /** Net weight in grams, or {@link #NO_WEIGHT}. */
    long weight() {
        return table[slot + WEIGHT];
    }

    /** @param code at most {@link #MAX_CODE}; the other parts of the place have the limits of their fields, too */
    void set(
            long revision,
            int book,
            int month,
            boolean yearly,
            int country,
            int code,
            boolean withdrawn,
            long value,
            long weight) {
        table[slot + REVISION] = revision;
        table[slot + PLACE] = (long) book << BOOK_SHIFT
                | (long) code << CODE_SHIFT
                | (withdrawn ? WITHDRAWN : 0)
                | (yearly ? YEARLY : 0)
                | (long) month << MONTH_SHIFT
                | country;
        table[slot + VALUE] = value;
        table[slot + WEIGHT] = weight;
    }

    /** Selects every slot in turn, in no particular order. */
    void forEach(SlotVisitor visitor) {
        for (int sub = 0; sub < SUB_TABLES; sub++) {
            for (int at = 0; at < marks[sub].length; at++) {
                if (marks[sub][at] != FREE) {
                    table = tables[sub];
                    slot = at * SLOT;
                    visitor.visit(table[slot], table[slot + 1]);
                }
            }
        }
    }

    /** Receives an id's hash while its slot is selected. */
    interface SlotVisitor {
        void visit(long hash1, long hash2);
    }

    private void grow(int sub) {
        long[] old = tables[sub];
        byte[] oldMarks = marks[sub];
        int slots = oldMarks.length + Math.max(2, oldMarks.length / 4);
        tables[sub] = new long[slots * SLOT];
        marks[sub] = new byte[slots];
        for (int at = 0; at < oldMarks.length; at++) {
            if (oldMarks[at] != FREE) {
                int from = at * SLOT;
                System.arraycopy(old, from, tables[sub], take(marks[sub], old[from], old[from + 1]) * SLOT, SLOT);
            }
        }
    }

    /** Marks and returns the first free slot for an id. */
    private static int take(byte[] taken, long hash1, long hash2) {
        int at = home(hash1, taken);
        while (taken[at] != FREE) {
            at = next(at, taken);
        }
        taken[at] = mark(hash2);
        return at;
    }

    private static int subTable(long hash1) {
        return (int) (hash1 >>> 56);
    }

    /** The slot where probing begins: bits 24 to 55 of the hash, scaled to the number of slots. */
    private static int home(long hash1, byte[] taken) {
        long fraction = hash1 >>> 24 & 0xFFFFFFFFL;
        return (int) (fraction * taken.length >>> 32);
    }

    private static int next(int at, byte[] taken) {
        return at + 1 == taken.length ? 0 : at + 1;
    }

    /** Seven bits of the hash that the slot's place does not depend on; never {@link #FREE}. */
    private static byte mark(long hash2) {
        return (byte) (hash2 | 0x80);
    }
}
