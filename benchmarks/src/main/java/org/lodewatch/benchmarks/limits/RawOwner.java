package org.lodewatch.benchmarks.limits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The months of a dataset and reporter as one thread has seen them, and its books. */
final class RawOwner {

    static final int NONE = -1;

    final List<RawBook> books = new ArrayList<>();
    private final int[] completeMonths;
    private int firstMonth = Short.MAX_VALUE;
    private int newestMonth = NONE;

    /** @param partitions that the thread reads */
    RawOwner(int partitions) {
        completeMonths = new int[partitions];
        Arrays.fill(completeMonths, NONE);
    }

    void see(int month) {
        if (month < firstMonth || month > newestMonth) {
            firstMonth = Math.min(firstMonth, month);
            newestMonth = Math.max(newestMonth, month);
            books.forEach(RawBook::touch);
        }
    }

    /** @param partition as the thread numbers it */
    void complete(int partition, int month) {
        if (month > completeMonths[partition]) {
            completeMonths[partition] = month;
            books.forEach(RawBook::touch);
        }
    }

    int firstMonth() {
        return firstMonth;
    }

    int newestMonth() {
        return newestMonth;
    }

    /** The last month that all of the thread's partitions call complete; {@link #NONE} where there is none. */
    int completeMonth() {
        int least = Integer.MAX_VALUE;
        for (int month : completeMonths) {
            least = Math.min(least, month);
        }
        return least;
    }
}
