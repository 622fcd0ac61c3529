package org.lodewatch.core.book;

import java.util.Arrays;
import org.lodewatch.schemas.values.CountryCode;

/** The column of each country. Columns are assigned in order of appearance and never reused. */
public final class Countries {

    private static final short NONE = -1;

    private final short[] columns = new short[CountryCode.COUNT];
    private short[] appeared = new short[8];
    private int size;

    public Countries() {
        Arrays.fill(columns, NONE);
    }

    /** The column of a country; assigns one if it has none. */
    public int column(int country) {
        if (columns[country] == NONE) {
            if (size == appeared.length) {
                appeared = Arrays.copyOf(appeared, size * 2);
            }
            appeared[size] = (short) country;
            columns[country] = (short) size++;
        }
        return columns[country];
    }

    /** Whether a country has a column. */
    public boolean has(int country) {
        return columns[country] != NONE;
    }

    /** The country in a column. */
    public int country(int column) {
        return appeared[column];
    }

    /** How many columns there are. */
    public int size() {
        return size;
    }
}
