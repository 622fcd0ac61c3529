package org.lodewatch.core.book;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Totals of a few countries, in the order of their numbers: what a message has of a month, or a packed row. {@link Totals} has a column
 * for each country of a book and is quicker to add up; this has an entry for each country with a total and is smaller.
 *
 * <p>Sums are exact. One that does not fit a long throws an {@link ArithmeticException}.
 */
public final class SparseTotals {

    private static final int FIELDS = Totals.FIELDS;
    private static final int INITIAL_COUNTRIES = 8;

    private short[] countries = new short[INITIAL_COUNTRIES];
    private long[] cells = new long[INITIAL_COUNTRIES * FIELDS];
    private int size;

    /** The countries of dense totals that have any figure. */
    public static SparseTotals of(Totals totals) {
        SparseTotals some = new SparseTotals();
        for (int column = 0; column < totals.countries().size(); column++) {
            if (!totals.isZero(column)) {
                int at = some.entry(totals.countries().country(column));
                for (int field = 0; field < FIELDS; field++) {
                    some.cells[at * FIELDS + field] = totals.get(column, field);
                }
            }
        }
        return some;
    }

    /** An independent copy. */
    public SparseTotals copy() {
        SparseTotals copy = new SparseTotals();
        copy.countries = countries.clone();
        copy.cells = cells.clone();
        copy.size = size;
        return copy;
    }

    /** How many countries there are. */
    public int size() {
        return size;
    }

    /** The country of an entry. Entries are numbered from 0, in the order of the countries' numbers. */
    public int country(int entry) {
        return countries[entry];
    }

    /** One field of an entry. */
    public long get(int entry, int field) {
        return cells[entry * FIELDS + field];
    }

    /** Whether no country has a record. */
    public boolean isEmpty() {
        return IntStream.range(0, size).noneMatch(entry -> get(entry, Totals.RECORDS) != 0);
    }

    /** Sets all fields of a country, in the order of {@link Totals}; without any figure, the country has no entry. */
    public void set(int country, long records, long value, long weight, long weighedRecords, long weighedValue) {
        if ((records | value | weight | weighedRecords | weighedValue) == 0) {
            int at = find(country);
            if (at >= 0) {
                remove(at);
            }
            return;
        }
        int at = entry(country) * FIELDS;
        cells[at + Totals.RECORDS] = records;
        cells[at + Totals.VALUE] = value;
        cells[at + Totals.WEIGHT] = weight;
        cells[at + Totals.WEIGHED_RECORDS] = weighedRecords;
        cells[at + Totals.WEIGHED_VALUE] = weighedValue;
    }

    /** Sets all fields of the countries of other totals. */
    public void set(SparseTotals others) {
        for (int entry = 0; entry < others.size; entry++) {
            set(
                    others.countries[entry],
                    others.get(entry, Totals.RECORDS),
                    others.get(entry, Totals.VALUE),
                    others.get(entry, Totals.WEIGHT),
                    others.get(entry, Totals.WEIGHED_RECORDS),
                    others.get(entry, Totals.WEIGHED_VALUE));
        }
    }

    /** Appends a country that is after all others, also one without any figure. */
    public void append(int country, long records, long value, long weight, long weighedRecords, long weighedValue) {
        append(country);
        int at = (size - 1) * FIELDS;
        cells[at + Totals.RECORDS] = records;
        cells[at + Totals.VALUE] = value;
        cells[at + Totals.WEIGHT] = weight;
        cells[at + Totals.WEIGHED_RECORDS] = weighedRecords;
        cells[at + Totals.WEIGHED_VALUE] = weighedValue;
    }

    /** Appends an entry of other totals whose country is after all others. */
    public void append(SparseTotals others, int entry) {
        append(others.country(entry));
        System.arraycopy(others.cells, entry * FIELDS, cells, (size - 1) * FIELDS, FIELDS);
    }

    /** Appends the figures of a country, or zeros, to other totals whose countries are before it. */
    public void appendTo(SparseTotals others, int country) {
        int at = find(country);
        if (at >= 0) {
            others.append(this, at);
        } else {
            others.append(country);
        }
    }

    /** Adds other totals; {@code sign} -1 subtracts them. Countries without any figure left have no entry any more. */
    public void add(SparseTotals other, int sign) {
        for (int entry = 0; entry < other.size; entry++) {
            int at = entry(other.countries[entry]);
            boolean zero = true;
            for (int field = 0; field < FIELDS; field++) {
                int index = at * FIELDS + field;
                cells[index] = Math.addExact(cells[index], sign * other.get(entry, field));
                zero &= cells[index] == 0;
            }
            if (zero) {
                remove(at);
            }
        }
    }

    /** What these totals have more than others; negative where they have less. */
    public SparseTotals minus(SparseTotals other) {
        SparseTotals difference = copy();
        difference.add(other, -1);
        return difference;
    }

    /** The same figures with a column for each country. */
    Totals in(Countries columns) {
        Totals totals = new Totals(columns);
        totals.add(this, 1);
        return totals;
    }

    private void append(int country) {
        if (size == countries.length) {
            countries = Arrays.copyOf(countries, 2 * size);
            cells = Arrays.copyOf(cells, countries.length * FIELDS);
        }
        countries[size++] = (short) country;
    }

    private int find(int country) {
        return Arrays.binarySearch(countries, 0, size, (short) country);
    }

    /** The entry of a country; a new one has zeros. */
    private int entry(int country) {
        int found = find(country);
        if (found >= 0) {
            return found;
        }
        int at = -found - 1;
        append(country);
        System.arraycopy(countries, at, countries, at + 1, size - 1 - at);
        System.arraycopy(cells, at * FIELDS, cells, (at + 1) * FIELDS, (size - 1 - at) * FIELDS);
        countries[at] = (short) country;
        Arrays.fill(cells, at * FIELDS, (at + 1) * FIELDS, 0);
        return at;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(countries, at + 1, countries, at, size - at);
        System.arraycopy(cells, (at + 1) * FIELDS, cells, at * FIELDS, (size - at) * FIELDS);
        Arrays.fill(cells, size * FIELDS, (size + 1) * FIELDS, 0);
    }
}
