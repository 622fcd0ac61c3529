package org.lodewatch.core.book;

import java.util.OptionalInt;

/** The totals of a book by month, packed. */
final class PackedMonths implements TotalsByMonth {

    private final MonthIndex rows = new MonthIndex();

    /** Adds a change to the totals of a month. A month without a record has no totals. */
    void add(int month, SparseTotals change) {
        SparseTotals totals = totals(month);
        totals.add(change, 1);
        rows.put(month, totals.isEmpty() ? null : PackedTotals.pack(totals));
    }

    @Override
    public OptionalInt newest() {
        return rows.newest();
    }

    @Override
    public void addTo(Totals sum, int month, int sign) {
        sum.add(totals(month), sign);
    }

    private SparseTotals totals(int month) {
        byte[] row = rows.get(month);
        return row == null ? new SparseTotals() : PackedTotals.unpack(row, 0, row.length);
    }
}
