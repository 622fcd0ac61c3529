package org.lodewatch.core.ledger;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;

/** Sums of records by month and country: a hash table with open addressing, an int and five longs a slot. */
final class RecentCells {

    private static final int FIELDS = Totals.FIELDS;
    private static final int INITIAL_SLOTS = 4;

    // A key, from its lowest bit: country 10, month 12, taken 1.
    private static final int MONTH_SHIFT = 10;
    private static final int TAKEN = 1 << 22;

    private int[] keys = new int[INITIAL_SLOTS];
    private long[] cells = new long[INITIAL_SLOTS * FIELDS];
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
        int at = slot(key(month, country)) * FIELDS;
        cells[at + Totals.RECORDS] += sign;
        cells[at + Totals.VALUE] = Math.addExact(cells[at + Totals.VALUE], sign * value);
        if (weight >= 0) {
            cells[at + Totals.WEIGHT] = Math.addExact(cells[at + Totals.WEIGHT], sign * weight);
            cells[at + Totals.WEIGHED_RECORDS] += sign;
            // Not more than the value of all records.
            cells[at + Totals.WEIGHED_VALUE] += sign * value;
        }
    }

    /** The keys of all months and countries that have had a record, in order. */
    int[] keys() {
        return Arrays.stream(keys).filter(key -> key != 0).sorted().toArray();
    }

    /** The sums by month, also of countries whose records cancel each other. */
    SortedMap<Integer, SparseTotals> months(int[] ofKeys) {
        SortedMap<Integer, SparseTotals> months = new TreeMap<>();
        for (int key : ofKeys) {
            int at = find(key) * FIELDS;
            months.computeIfAbsent(month(key), month -> new SparseTotals())
                    .append(
                            country(key),
                            cells[at + Totals.RECORDS],
                            cells[at + Totals.VALUE],
                            cells[at + Totals.WEIGHT],
                            cells[at + Totals.WEIGHED_RECORDS],
                            cells[at + Totals.WEIGHED_VALUE]);
        }
        return months;
    }

    /** The slot of a key; takes one if it has none. */
    private int slot(int key) {
        int slot = find(key);
        if (keys[slot] != 0) {
            return slot;
        }
        // Linear probing stays quick up to a load of four fifths.
        if ((size + 1) * 5 > keys.length * 4) {
            grow();
            slot = find(key);
        }
        size++;
        keys[slot] = key;
        return slot;
    }

    /** The slot that has a key, or the free one where it belongs. */
    private int find(int key) {
        int slot = home(key);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 == keys.length ? 0 : slot + 1;
        }
        return slot;
    }

    /** Where probing begins: a hash of the key, scaled to the number of slots. */
    private int home(int key) {
        long hash = (key * 0x9E3779B9) & 0xFFFFFFFFL;
        return (int) (hash * keys.length >>> 32);
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldCells = cells;
        keys = new int[oldKeys.length + oldKeys.length / 2];
        cells = new long[keys.length * FIELDS];
        IntStream.range(0, oldKeys.length).filter(old -> oldKeys[old] != 0).forEach(old -> {
            int slot = find(oldKeys[old]);
            keys[slot] = oldKeys[old];
            System.arraycopy(oldCells, old * FIELDS, cells, slot * FIELDS, FIELDS);
        });
    }
}
