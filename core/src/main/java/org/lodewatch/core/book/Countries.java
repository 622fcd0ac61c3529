package org.lodewatch.core.book;

import java.util.Arrays;
import org.lodewatch.schemas.values.CountryCode;

/** Which country stands in which column. Columns are handed out in order of appearance, and never taken back. */
public final class Countries {

    private static final short NONE = -1;

    private final short[] columns = new short[CountryCode.COUNT];
    private short[] appeared = new short[8];
    private int size;

    public Countries() {
        Arrays.fill(columns, NONE);
    }

    /** The column of a country, a new one if it has none yet. */
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
