package org.lodewatch.core.book;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** An array of bytes for each month, without an object a month. */
final class MonthIndex {

    private byte[][] rows = new byte[0][];

    /** The month of the first row; any if there is none. */
    private int first;

    /** The row of a month; null if it has none. Do not modify it. */
    byte[] get(int month) {
        int index = month - first;
        return index >= 0 && index < rows.length ? rows[index] : null;
    }

    /** Sets the row of a month; null removes it. */
    void put(int month, byte[] row) {
        if (row == null && get(month) == null) {
            return;
        }
        makeRoom(month);
        rows[month - first] = row;
    }

    /** The months that have a row, in order. */
    IntStream months() {
        return IntStream.range(0, rows.length)
                .filter(index -> rows[index] != null)
                .map(index -> first + index);
    }

    /** The last month that has a row. */
    OptionalInt newest() {
        for (int index = rows.length - 1; index >= 0; index--) {
            if (rows[index] != null) {
                return OptionalInt.of(first + index);
            }
        }
        return OptionalInt.empty();
    }

    private void makeRoom(int month) {
        if (rows.length == 0) {
            first = month;
            rows = new byte[1][];
        } else if (month < first) {
            byte[][] more = new byte[first + rows.length - month][];
            System.arraycopy(rows, 0, more, first - month, rows.length);
            rows = more;
            first = month;
        } else if (month - first >= rows.length) {
            rows = Arrays.copyOf(rows, month - first + 1);
        }
    }
}
