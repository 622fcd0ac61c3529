package org.lodewatch.core.book;

import java.util.Arrays;

/**
 * The sums of a set of customs import records by country: five longs a country, in the columns of {@link Countries}.
 *
 * <p>Sums are exact. One that does not fit a long throws an {@link ArithmeticException}. The ledger keeps the sums of its records so small
 * ({@link org.lodewatch.core.ledger.LedgerOwner#MAX_TOTAL}) that this takes totals that were not made of its records.
 */
public final class Totals {

    /** Records. */
    public static final int RECORDS = 0;

    /** Customs value, US cents. */
    public static final int VALUE = 1;

    /** Net weight, grams, of the records that have one. */
    public static final int WEIGHT = 2;

    /** Records that have a net weight. */
    public static final int WEIGHED_RECORDS = 3;

    /** Customs value, US cents, of the records that have a net weight. */
    public static final int WEIGHED_VALUE = 4;

    /** Longs a country. */
    public static final int FIELDS = 5;

    private final Countries countries;
    private long[] cells;

    /** By field, computed on demand and cached: a share divides by them, and a window has dozens of shares. Null if unknown. */
    private long[] sums;

    /** Empty totals. Several totals share the columns of {@code countries}. */
    public Totals(Countries countries) {
        this(countries, new long[0]);
    }

    private Totals(Countries countries, long[] cells) {
        this.countries = countries;
        this.cells = cells;
    }

    /** Empty totals with room for all countries that have a column now. */
    static Totals ofSize(Countries countries) {
        return new Totals(countries, new long[countries.size() * FIELDS]);
    }

    /** The countries of the columns. */
    public Countries countries() {
        return countries;
    }

    /** One field of one column; 0 for a column that nothing was added to. */
    public long get(int column, int field) {
        int index = column * FIELDS + field;
        return index < cells.length ? cells[index] : 0;
    }

    /** One field of one country; 0 for a country that has not appeared. */
    public long of(int country, int field) {
        return countries.has(country) ? get(countries.column(country), field) : 0;
    }

    /** The sum of one field over all countries. */
    public long sum(int field) {
        if (sums == null) {
            long[] sums = new long[FIELDS];
            for (int index = 0; index < cells.length; index++) {
                sums[index % FIELDS] = Math.addExact(sums[index % FIELDS], cells[index]);
            }
            this.sums = sums;
        }
        return sums[field];
    }

    /** Whether no country has a record. */
    public boolean isEmpty() {
        for (int index = RECORDS; index < cells.length; index += FIELDS) {
            if (cells[index] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds one customs import record; {@code sign} -1 subtracts it. A negative weight means that it has none. */
    public void add(int country, long value, long weight, int sign) {
        sums = null;
        int base = room(countries.column(country));
        cells[base + RECORDS] += sign;
        cells[base + VALUE] = Math.addExact(cells[base + VALUE], sign * value);
        if (weight >= 0) {
            cells[base + WEIGHT] = Math.addExact(cells[base + WEIGHT], sign * weight);
            cells[base + WEIGHED_RECORDS] += sign;
            // Not more than the value of all records.
            cells[base + WEIGHED_VALUE] += sign * value;
        }
    }

    /** Sets one field of one country. */
    public void set(int country, int field, long amount) {
        sums = null;
        // In two steps, because room() may replace the array.
        int index = room(countries.column(country)) + field;
        cells[index] = amount;
    }

    /** Adds other totals that share the same countries; {@code sign} -1 subtracts them. */
    public void add(Totals other, int sign) {
        sums = null;
        if (other.cells.length > cells.length) {
            cells = Arrays.copyOf(cells, other.cells.length);
        }
        // Collected, because a loop that may end early is not vectorised.
        long overflow = 0;
        for (int index = 0; index < other.cells.length; index++) {
            long before = cells[index];
            long more = sign * other.cells[index];
            long now = before + more;
            overflow |= (before ^ now) & (more ^ now);
            cells[index] = now;
        }
        if (overflow < 0) {
            throw new ArithmeticException("long overflow");
        }
    }

    /** Adds the totals of some countries; {@code sign} -1 subtracts them. */
    void add(SparseTotals other, int sign) {
        long[] known = sums;
        sums = null;
        for (int entry = 0; entry < other.size(); entry++) {
            int base = room(countries.column(other.country(entry)));
            for (int field = 0; field < FIELDS; field++) {
                long more = sign * other.get(entry, field);
                cells[base + field] = Math.addExact(cells[base + field], more);
                known = added(known, field, more);
            }
        }
        sums = known;
    }

    /** The sums with more of a field, because a change of one country changes two dozen windows; null if it does not fit a long. */
    private static long[] added(long[] sums, int field, long more) {
        if (sums == null) {
            return null;
        }
        long before = sums[field];
        sums[field] = before + more;
        return ((before ^ sums[field]) & (more ^ sums[field])) < 0 ? null : sums;
    }

    /** An independent copy of the figures in other columns. */
    public Totals in(Countries others) {
        Totals same = new Totals(others);
        for (int base = 0; base < cells.length; base += FIELDS) {
            if (!isZero(base / FIELDS)) {
                // In two steps, because room() may replace the array.
                int to = same.room(others.column(countries.country(base / FIELDS)));
                System.arraycopy(cells, base, same.cells, to, FIELDS);
            }
        }
        return same;
    }

    /** Whether a column has no figure. */
    boolean isZero(int column) {
        for (int field = 0; field < FIELDS; field++) {
            if (get(column, field) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An independent copy of the figures. */
    public Totals copy() {
        return new Totals(countries, cells.clone());
    }

    /** Whether every figure of one column is the same; the countries must be shared. */
    public boolean sameAs(Totals other, int column) {
        for (int field = 0; field < FIELDS; field++) {
            if (get(column, field) != other.get(column, field)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every figure is the same; the countries must be shared. */
    public boolean sameAs(Totals other) {
        long[] longer = cells.length >= other.cells.length ? cells : other.cells;
        long[] shorter = longer == cells ? other.cells : cells;
        if (!Arrays.equals(longer, 0, shorter.length, shorter, 0, shorter.length)) {
            return false;
        }
        for (int index = shorter.length; index < longer.length; index++) {
            if (longer[index] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The error of a sum that does not fit a long, with the name of what it is the sum of. */
    static ArithmeticException tooLarge(String what, ArithmeticException cause) {
        ArithmeticException named = new ArithmeticException(
                ("the totals of %s do not fit a long (%s), and those of records do: find who else writes to lodewatch-partials,"
                                + " and run `lodewatch reset`")
                        .formatted(what, cause.getMessage()));
        named.initCause(cause);
        return named;
    }

    private int room(int column) {
        int base = column * FIELDS;
        if (base + FIELDS > cells.length) {
            // Doubled, because other countries will follow, but most months of most books have few.
            cells = Arrays.copyOf(
                    cells, Math.max(base + FIELDS, Math.min(2 * cells.length, countries.size() * FIELDS)));
        }
        return base;
    }
}
