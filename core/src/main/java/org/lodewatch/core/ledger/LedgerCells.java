package org.lodewatch.core.ledger;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lodewatch.core.book.PackedMonths;
import org.lodewatch.core.book.SparseTotals;

/**
 * The totals of one book by month and country, and which have changed since they were last read.
 *
 * <p>Records are counted in a hash table, which costs one probe and takes about 75 bytes a month and country. It is merged into packed
 * totals, of about 12 bytes, whenever the changes are read, and when it has half as many entries as these: so merging costs each record
 * little, and what stands for long is small.
 */
final class LedgerCells {

    /** So many entries are not worth merging before the changes are read. */
    private static final int FEW = 64;

    private static final int[] NONE = {};

    private final PackedMonths packed = new PackedMonths();
    private int packedCells;
    private RecentCells recent = new RecentCells();

    /** The keys of packed totals that have changed since they were last read, in order. */
    private int[] unread = NONE;

    /** Adds a record, or with sign -1 subtracts it. A negative weight means that it has none. */
    void count(int month, int country, long value, long weight, int sign) {
        recent.count(month, country, value, weight, sign);
        if (recent.size() > Math.max(FEW, packedCells / 2)) {
            merge();
        }
    }

    /** Whether {@link #takeChanged} would return anything. */
    boolean hasChanged() {
        return recent.size() > 0 || unread.length > 0;
    }

    /** By month, the totals of the countries that have changed since the last call, also of those without records. */
    SortedMap<Integer, SparseTotals> takeChanged() {
        merge();
        SortedMap<Integer, SparseTotals> taken = new TreeMap<>();
        SparseTotals all = new SparseTotals();
        SparseTotals changed = null;
        int month = -1;
        for (int key : unread) {
            if (changed == null || RecentCells.month(key) != month) {
                month = RecentCells.month(key);
                all = packed.totals(month);
                changed = new SparseTotals();
                taken.put(month, changed);
            }
            all.appendTo(changed, RecentCells.country(key));
        }
        unread = NONE;
        return taken;
    }

    /** By month, the totals of all countries that have records. */
    SortedMap<Integer, SparseTotals> totals() {
        merge();
        SortedMap<Integer, SparseTotals> totals = new TreeMap<>();
        packed.months().forEach(month -> totals.put(month, packed.totals(month)));
        return totals;
    }

    private void merge() {
        if (recent.size() == 0) {
            return;
        }
        int[] keys = recent.keys();
        recent.months(keys).forEach((month, change) -> packedCells += packed.add(month, change));
        recent = new RecentCells();
        unread = unread.length == 0
                ? keys
                : IntStream.concat(Arrays.stream(unread), Arrays.stream(keys))
                        .sorted()
                        .distinct()
                        .toArray();
    }
}
