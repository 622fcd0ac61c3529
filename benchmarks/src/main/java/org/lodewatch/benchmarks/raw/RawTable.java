package org.lodewatch.benchmarks.raw;

/**
 * The last line of each record id, by the 128-bit hash of the id: a flat hash table with open addressing that doubles,
 * fast and without regard for memory. {@link #get} and {@link #set} refer to the slot of the last {@link #select}.
 */
final class RawTable {

    static final int REVISION = 2;
    static final int CELL = 3;
    static final int VALUE = 4;
    static final int WEIGHT = 5;

    /** Longs per slot. Six are used; eight keep each slot in one cache line. */
    private static final int SLOT = 8;

    private static final int FIRST_SLOTS = 1 << 10;

    private long[] slots = new long[FIRST_SLOTS * SLOT];
    private int size;
    private int at;

    /** Selects the slot of an id. @return false if the id is new */
    boolean select(long hash1, long hash2) {
        if (size * 5L * SLOT > slots.length * 3L) {
            grow();
        }
        int mask = slots.length / SLOT - 1;
        int slot = (int) hash1 & mask;
        while (true) {
            at = slot * SLOT;
            if (slots[at] == hash1 && slots[at + 1] == hash2) {
                return true;
            }
            if (slots[at] == 0 && slots[at + 1] == 0) {
                slots[at] = hash1;
                slots[at + 1] = hash2;
                size++;
                return false;
            }
            slot = slot + 1 & mask;
        }
    }

    long get(int field) {
        return slots[at + field];
    }

    void set(long revision, long cell, long value, long weight) {
        slots[at + REVISION] = revision;
        slots[at + CELL] = cell;
        slots[at + VALUE] = value;
        slots[at + WEIGHT] = weight;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length / SLOT - 1;
        for (int from = 0; from < old.length; from += SLOT) {
            if (old[from] != 0 || old[from + 1] != 0) {
                int slot = (int) old[from] & mask;
                while (slots[slot * SLOT] != 0 || slots[slot * SLOT + 1] != 0) {
                    slot = slot + 1 & mask;
                }
                System.arraycopy(old, from, slots, slot * SLOT, SLOT);
            }
        }
    }
}
