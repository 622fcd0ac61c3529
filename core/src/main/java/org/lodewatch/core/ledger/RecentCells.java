package org.lodewatch.core.ledger;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;

/**
 * Sums of records by month and country: a hash table with open addressing. A slot is a key and its five sums, which lie together, in one
 * or two cache lines.
 */
final class RecentCells {

    private static final int SLOT = 1 + Totals.FIELDS;
    private static final int SUMS = 1;
    private static final int INITIAL_SLOTS = 4;

    // A key, from its lowest bit: country 10, month 12, taken 1.
    private static final int MONTH_SHIFT = 10;
    private static final int TAKEN = 1 << 22;
    private static final int FREE = 0;

    private long[] table = new long[INITIAL_SLOTS * SLOT];
    private int size;

    static int key(int month, int country) {
        return TAKEN | month << MONTH_SHIFT | country;
    }

    static int month(int key) {
        return (key & ~TAKEN) >> MONTH_SHIFT;
    }

    static int country(int key) {
        return key & (1 << MONTH_SHIFT) - 1;
    }

    /** How many months and countries have had a record. */
    int size() {
        return size;
    }

    /** Adds a record, or with sign -1 subtracts it. A negative weight means that it has none. */
    void count(int month, int country, long value, long weight, int sign) {
        int at = take(key(month, country)) + SUMS;
        table[at + Totals.RECORDS] += sign;
        table[at + Totals.VALUE] = Math.addExact(table[at + Totals.VALUE], sign * value);
        if (weight >= 0) {
            table[at + Totals.WEIGHT] = Math.addExact(table[at + Totals.WEIGHT], sign * weight);
            table[at + Totals.WEIGHED_RECORDS] += sign;
            // Not more than the value of all records.
            table[at + Totals.WEIGHED_VALUE] += sign * value;
        }
    }

    /** The keys of all months and countries that have had a record, in order. */
    int[] keys() {
        int[] keys = new int[size];
        int count = 0;
        for (int slot = 0; slot < table.length; slot += SLOT) {
            if (table[slot] != FREE) {
                keys[count++] = (int) table[slot];
            }
        }
        Arrays.sort(keys);
        return keys;
    }

    /** The sums by month, also of countries whose records cancel each other. @param ofKeys all keys, in order */
    SortedMap<Integer, SparseTotals> months(int[] ofKeys) {
        SortedMap<Integer, SparseTotals> months = new TreeMap<>();
        SparseTotals totals = null;
        int month = -1;
        for (int key : ofKeys) {
            if (totals == null || month(key) != month) {
                month = month(key);
                totals = new SparseTotals();
                months.put(month, totals);
            }
            int at = find(key) + SUMS;
            totals.append(
                    country(key),
                    table[at + Totals.RECORDS],
                    table[at + Totals.VALUE],
                    table[at + Totals.WEIGHT],
                    table[at + Totals.WEIGHED_RECORDS],
                    table[at + Totals.WEIGHED_VALUE]);
        }
        return months;
    }

    /** Where the slot of a key begins; takes one if it has none. */
    private int take(int key) {
        int slot = find(key);
        if (table[slot] != FREE) {
            return slot;
        }
        // Linear probing stays quick up to a load of four fifths.
        if ((size + 1) * 5 > table.length / SLOT * 4) {
            grow();
            slot = find(key);
        }
        size++;
        table[slot] = key;
        return slot;
    }

    /** Where the slot that has a key begins, or the free one where it belongs. */
    private int find(int key) {
        int slot = home(key);
        while (table[slot] != FREE && table[slot] != key) {
            slot = slot + SLOT == table.length ? 0 : slot + SLOT;
        }
        return slot;
    }

    /** Where probing begins: a hash of the key, scaled to the number of slots. */
    private int home(int key) {
        long hash = (key * 0x9E3779B9) & 0xFFFFFFFFL;
        return (int) (hash * (table.length / SLOT) >>> 32) * SLOT;
    }

    private void grow() {
        long[] old = table;
        int slots = old.length / SLOT;
        table = new long[(slots + slots / 2) * SLOT];
        for (int from = 0; from < old.length; from += SLOT) {
            if (old[from] != FREE) {
                System.arraycopy(old, from, table, find((int) old[from]), SLOT);
            }
        }
    }
}
