package org.lodewatch.streams.ledger;

import java.util.Arrays;

/**
 * The ledger's slots: a hash table with open addressing, keyed by the 128-bit hash of a record id, six longs a slot.
 *
 * <p>There is no object per record, so there is nothing for the garbage collector to walk, and a slot is one cache line.
 * 256 sub-tables grow one at a time and by a quarter, so that growth never needs room for the whole table twice, and a
 * record costs between 60 and 75 bytes at any size. A slot's place follows the order of the hashes, so that growing a
 * sub-table reads and writes it from front to back.
 *
 * <p>{@link #find} or {@link #insert} selects a slot; the getters and setters speak of the one selected last.
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

    private final long[][] tables = new long[SUB_TABLES][INITIAL_SLOTS * SLOT];
    private final int[] sizes = new int[SUB_TABLES];
    private long size;

    private long[] table;
    private int slot;

    /** Selects the slot of an id; false if it has none. */
    boolean find(long hash1, long hash2) {
        hash2 = notEmpty(hash1, hash2);
        table = tables[subTable(hash1)];
        for (int at = home(hash1, table); ; at = next(at, table)) {
            if (table[at] == hash1 && table[at + 1] == hash2) {
                slot = at;
                return true;
            }
            if (isFree(table, at)) {
                return false;
            }
        }
    }

    /** Gives an id, which must have none yet, a slot, and selects it. */
    void insert(long hash1, long hash2) {
        hash2 = notEmpty(hash1, hash2);
        int sub = subTable(hash1);
        // Four fifths full is as full as linear probing stays quick.
        if ((sizes[sub] + 1) * 5L * SLOT > tables[sub].length * 4L) {
            tables[sub] = grown(tables[sub]);
        }
        sizes[sub]++;
        size++;
        table = tables[sub];
        slot = free(table, hash1);
        table[slot] = hash1;
        table[slot + 1] = hash2;
    }

    /** How many ids have a slot. */
    long size() {
        return size;
    }

    /** Bytes that the slots take. */
    long bytes() {
        return Arrays.stream(tables).mapToLong(sub -> 16L + sub.length * 8L).sum();
    }

    long revision() {
        return table[slot + REVISION];
    }

    /** The book, or a negative number for a line that no book counts. */
    int book() {
        return (int) (table[slot + PLACE] >> 32);
    }

    int month() {
        return (short) (table[slot + PLACE] >> 16);
    }

    int country() {
        return (short) table[slot + PLACE];
    }

    long value() {
        return table[slot + VALUE];
    }

    /** Net weight in grams, or {@link #NO_WEIGHT}. */
    long weight() {
        return table[slot + WEIGHT];
    }

    void set(long revision, int book, int month, int country, long value, long weight) {
        table[slot + REVISION] = revision;
        table[slot + PLACE] = (long) book << 32 | (month & 0xFFFFL) << 16 | country & 0xFFFFL;
        table[slot + VALUE] = value;
        table[slot + WEIGHT] = weight;
    }

    /** Selects every slot in turn, in no order that means anything. */
    void forEach(SlotVisitor visitor) {
        for (long[] sub : tables) {
            for (int at = 0; at < sub.length; at += SLOT) {
                if (!isFree(sub, at)) {
                    table = sub;
                    slot = at;
                    visitor.visit(sub[at], sub[at + 1]);
                }
            }
        }
    }

    /** Sees an id's hash while its slot is selected. */
    interface SlotVisitor {
        void visit(long hash1, long hash2);
    }

    private static long[] grown(long[] old) {
        int slots = old.length / SLOT;
        long[] grown = new long[(slots + Math.max(2, slots / 4)) * SLOT];
        for (int at = 0; at < old.length; at += SLOT) {
            if (!isFree(old, at)) {
                System.arraycopy(old, at, grown, free(grown, old[at]), SLOT);
            }
        }
        return grown;
    }

    private static int free(long[] table, long hash1) {
        int at = home(hash1, table);
        while (!isFree(table, at)) {
            at = next(at, table);
        }
        return at;
    }

    private static int subTable(long hash1) {
        return (int) (hash1 >>> 56);
    }

    /** Where probing begins: the hash's bits 24 to 55, scaled to the number of slots. */
    private static int home(long hash1, long[] table) {
        long fraction = hash1 >>> 24 & 0xFFFFFFFFL;
        return (int) (fraction * (table.length / SLOT) >>> 32) * SLOT;
    }

    private static int next(int at, long[] table) {
        int next = at + SLOT;
        return next == table.length ? 0 : next;
    }

    private static boolean isFree(long[] table, int at) {
        return table[at] == 0 && table[at + 1] == 0;
    }

    /** Two zeros mark a free slot, so the one id in 2^128 that hashes to them is moved aside. */
    private static long notEmpty(long hash1, long hash2) {
        return hash1 == 0 && hash2 == 0 ? 1 : hash2;
    }
}
