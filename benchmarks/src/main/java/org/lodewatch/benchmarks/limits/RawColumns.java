package org.lodewatch.benchmarks.limits;

import java.util.Arrays;
import org.lodewatch.schemas.values.CountryCode;

/** Which country stands in which column, for all books of a thread. */
final class RawColumns {

    private final int[] columns = new int[CountryCode.COUNT];
    private final int[] countries = new int[CountryCode.COUNT];
    private int size;

    RawColumns() {
        Arrays.fill(columns, -1);
    }

    int of(int country) {
        if (columns[country] < 0) {
            countries[size] = country;
            columns[country] = size++;
        }
        return columns[country];
    }

    int country(int column) {
        return countries[column];
    }

    int size() {
        return size;
    }
}
