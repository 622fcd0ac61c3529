package org.lodewatch.benchmarks.limits;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.CountryCode;

/** What one thread has counted in one book: five longs a month and country. */
final class RawBook {

    /** No month of the workload is earlier. */
    private static final int FIRST_MONTH = 360;

    private static final int FIELDS = Totals.FIELDS;
    private static final int HEAD_BYTES = 1 + 3 * 2;
    private static final int MONTH_BYTES = 2 + 2;
    private static final int COUNTRY_BYTES = 2 + FIELDS * 10;

    final BookKey key;
    final RawOwner owner;
    private final RawColumns columns;
    private long[][] months = new long[0][];
    private final BitSet changedMonths = new BitSet();
    private boolean changed;

    RawBook(BookKey key, RawOwner owner, RawColumns columns) {
        this.key = key;
        this.owner = owner;
        this.columns = columns;
    }

    /** Adds a line, or takes it away with -1. */
    void count(int month, int country, long value, long weight, int sign) {
        int index = month - FIRST_MONTH;
        if (index >= months.length) {
            months = Arrays.copyOf(months, index + 1);
        }
        int base = columns.of(country) * FIELDS;
        long[] cells = months[index];
        if (cells == null || base >= cells.length) {
            cells = cells == null ? new long[columns.size() * FIELDS] : Arrays.copyOf(cells, columns.size() * FIELDS);
            months[index] = cells;
        }
        cells[base + Totals.RECORDS] += sign;
        cells[base + Totals.VALUE] += sign * value;
        if (weight >= 0) {
            cells[base + Totals.WEIGHT] += sign * weight;
            cells[base + Totals.WEIGHED_RECORDS] += sign;
            cells[base + Totals.WEIGHED_VALUE] += sign * value;
        }
        changedMonths.set(index);
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    /** What the book's clock says has changed. */
    void touch() {
        changed = true;
    }

    /** The whole totals of every month that has changed since the last time. */
    byte[] takePartial(int thread) {
        int months = changedMonths.cardinality();
        ByteBuffer partial = ByteBuffer.allocate(HEAD_BYTES + months * (MONTH_BYTES + columns.size() * COUNTRY_BYTES));
        partial.put((byte) thread)
                .putShort((short) owner.firstMonth())
                .putShort((short) owner.newestMonth())
                .putShort((short) owner.completeMonth());
        changedMonths.stream().forEach(index -> putMonth(partial, index));
        changedMonths.clear();
        changed = false;
        return Arrays.copyOf(partial.array(), partial.position());
    }

    private void putMonth(ByteBuffer partial, int index) {
        long[] cells = months[index];
        partial.putShort((short) (index + FIRST_MONTH)).putShort((short) (cells.length / FIELDS));
        for (int column = 0; column < cells.length / FIELDS; column++) {
            partial.putShort((short) columns.country(column));
            for (int field = 0; field < FIELDS; field++) {
                putNumber(partial, cells[column * FIELDS + field]);
            }
        }
    }

    /** The months of a partial whose head has been read. */
    static NavigableMap<Integer, Totals> months(ByteBuffer partial, Countries countries) {
        NavigableMap<Integer, Totals> months = new TreeMap<>();
        while (partial.hasRemaining()) {
            Totals totals = new Totals(countries);
            months.put((int) partial.getShort(), totals);
            for (int left = partial.getShort(); left > 0; left--) {
                int country = partial.getShort();
                if (country < 0 || country >= CountryCode.COUNT) {
                    throw new IllegalStateException("no country: " + country);
                }
                for (int field = 0; field < FIELDS; field++) {
                    long amount = number(partial);
                    if (amount != 0) {
                        totals.set(country, field, amount);
                    }
                }
            }
        }
        return months;
    }

    private static void putNumber(ByteBuffer to, long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            to.put((byte) (left | 0x80));
            left >>>= 7;
        }
        to.put((byte) left);
    }

    private static long number(ByteBuffer from) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            number |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }
}
