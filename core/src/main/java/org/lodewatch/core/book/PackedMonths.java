package org.lodewatch.core.book;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The totals of a book by month, packed. */
public final class PackedMonths implements TotalsByMonth {

    private final MonthIndex rows = new MonthIndex();

    /**
     * Adds a change to the totals of a month. A month without a record has no totals.
     *
     * @return how many countries more the month has
     */
    public int add(int month, SparseTotals change) {
        SparseTotals totals = totals(month);
        int before = totals.size();
        totals.add(change, 1);
        boolean none = totals.isEmpty();
        rows.put(month, none ? null : PackedTotals.pack(totals));
        return (none ? 0 : totals.size()) - before;
    }

    /** The months that have totals, in order. */
    public IntStream months() {
        return rows.months();
    }

    @Override
    public OptionalInt newest() {
        return rows.newest();
    }

    @Override
    public void addTo(Totals sum, int month, int sign) {
        sum.add(totals(month), sign);
    }

    /** A copy of the totals of a month; without a country if it has none. */
    public SparseTotals totals(int month) {
        byte[] row = rows.get(month);
        return row == null ? new SparseTotals() : PackedTotals.unpack(row, 0, row.length);
    }
}
