package org.lodewatch.core.ledger;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;

/**
 * The totals of one book by month and country, and which have changed since they were last read.
 *
 * <p>A hash table with open addressing: an int and five longs a slot, so that a month and country with records takes about 70 bytes, and
 * one without any takes none. A column for each country of the book in each month would take several times that where most countries
 * supply in few months, as in most books of a small importer.
 */
final class LedgerCells {

    private static final int FIELDS = Totals.FIELDS;
    private static final int INITIAL_SLOTS = 4;

    // A key, from its lowest bit: country 10, month 12, taken 1, changed 1.
    private static final int MONTH_SHIFT = 10;
    private static final int TAKEN = 1 << 22;
    private static final int CHANGED = 1 << 23;

    private int[] keys = new int[INITIAL_SLOTS];
    private long[] cells = new long[INITIAL_SLOTS * FIELDS];
    private int size;

    /** The keys of changed cells, without the flag that says so. */
    private int[] changed = new int[INITIAL_SLOTS];

    private int changes;

    /** Adds a record, or with sign -1 subtracts it. A negative weight means that it has none. */
    void count(int month, int country, long value, long weight, int sign) {
        int slot = slot(TAKEN | month << MONTH_SHIFT | country);
        int at = slot * FIELDS;
        cells[at + Totals.RECORDS] += sign;
        cells[at + Totals.VALUE] = Math.addExact(cells[at + Totals.VALUE], sign * value);
        if (weight >= 0) {
            cells[at + Totals.WEIGHT] = Math.addExact(cells[at + Totals.WEIGHT], sign * weight);
            cells[at + Totals.WEIGHED_RECORDS] += sign;
            // Not more than the value of all records.
            cells[at + Totals.WEIGHED_VALUE] += sign * value;
        }
        if ((keys[slot] & CHANGED) == 0) {
            addChange(keys[slot]);
            keys[slot] |= CHANGED;
        }
    }

    /** Whether {@link #takeChanged} would return anything. */
    boolean hasChanged() {
        return changes > 0;
    }

    /** By month, the totals of the countries that have changed since the last call, also of those without records. */
    SortedMap<Integer, SparseTotals> takeChanged() {
        Arrays.sort(changed, 0, changes);
        SortedMap<Integer, SparseTotals> taken = new TreeMap<>();
        for (int change = 0; change < changes; change++) {
            int slot = slot(changed[change]);
            keys[slot] &= ~CHANGED;
            append(slot, taken);
        }
        changes = 0;
        changed = new int[INITIAL_SLOTS];
        return taken;
    }

    /** By month, all totals, also of countries that have no records any more. */
    SortedMap<Integer, SparseTotals> totals() {
        int[] taken = Arrays.stream(keys)
                .filter(key -> key != 0)
                .map(key -> key & ~CHANGED)
                .sorted()
                .toArray();
        SortedMap<Integer, SparseTotals> totals = new TreeMap<>();
        for (int key : taken) {
            append(slot(key), totals);
        }
        return totals;
    }

    private void append(int slot, SortedMap<Integer, SparseTotals> months) {
        int key = keys[slot] & ~(TAKEN | CHANGED);
        int at = slot * FIELDS;
        months.computeIfAbsent(key >> MONTH_SHIFT, month -> new SparseTotals())
                .append(
                        key & (1 << MONTH_SHIFT) - 1,
                        cells[at + Totals.RECORDS],
                        cells[at + Totals.VALUE],
                        cells[at + Totals.WEIGHT],
                        cells[at + Totals.WEIGHED_RECORDS],
                        cells[at + Totals.WEIGHED_VALUE]);
    }

    private void addChange(int key) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, changes + Math.max(INITIAL_SLOTS, changes / 2));
        }
        changed[changes++] = key;
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
        while (keys[slot] != 0 && (keys[slot] & ~CHANGED) != key) {
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
            int slot = find(oldKeys[old] & ~CHANGED);
            keys[slot] = oldKeys[old];
            System.arraycopy(oldCells, old * FIELDS, cells, slot * FIELDS, FIELDS);
        });
    }
}
