package org.lodewatch.core.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.core.book.BookKey.Owner;

/**
 * The sums of the records of each dataset and reporter in each input partition. A record that would make one larger than any
 * real one is rejected, in the order of the log.
 */
final class PartitionTotals {

    /** 2^57 - 1 cents or grams. */
    private static final long LARGEST = 144_115_188_075_855_871L;

    private record Part(int inputPartition, Owner owner) {}

    private record Sum(long cents, long grams) {

        private static final Sum ZERO = new Sum(0, 0);

        private Sum plus(Line line, int sign) {
            return line.books().isEmpty()
                    ? this
                    : new Sum(
                            cents + sign * line.customsValueCents(),
                            grams + (line.isWeighed() ? sign * line.netWeightGrams() : 0));
        }

        private boolean isReal() {
            return cents <= LARGEST && grams <= LARGEST;
        }
    }

    private final Map<Part, Sum> sums = new HashMap<>();

    /**
     * Replaces a record by its next revision.
     *
     * @param before empty if it is the first of its id
     * @return false if nothing is replaced, because the total would be too large
     */
    boolean replace(int inputPartition, Optional<Line> before, Line now) {
        Part part = new Part(inputPartition, now.owner());
        Sum sum = sums.getOrDefault(part, Sum.ZERO);
        boolean moves = before.isPresent() && !before.get().owner().equals(now.owner());
        Sum rest = before.isPresent() && !moves ? sum.plus(before.get(), -1) : sum;
        Sum next = rest.plus(now, 1);
        if (!now.books().isEmpty() && !next.isReal()) {
            return false;
        }
        sums.put(part, next);
        if (moves) {
            Part former = new Part(inputPartition, before.get().owner());
            sums.put(former, sums.getOrDefault(former, Sum.ZERO).plus(before.get(), -1));
        }
        return true;
    }
}
