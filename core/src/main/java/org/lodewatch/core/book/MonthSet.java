package org.lodewatch.core.book;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of months. One bit for each month from the first that was added, because a change of a record marks two dozen windows, at every
 * flush in almost every book.
 */
final class MonthSet {

    private final BitSet bits = new BitSet();

    /** The month of the first bit. */
    private int base;

    /** Adds the months of a range; none if it ends before it begins. */
    void add(int first, int last) {
        if (last < first) {
            return;
        }
        if (bits.isEmpty()) {
            base = first;
        } else if (first < base) {
            shift(base - first);
        }
        bits.set(first - base, last - base + 1);
    }

    /** Removes a month. */
    void remove(int month) {
        if (month >= base) {
            bits.clear(month - base);
        }
    }

    /** Removes all months after one. */
    void removeAfter(int month) {
        if (!bits.isEmpty()) {
            bits.clear(Math.max(0, month - base + 1), Math.max(bits.length(), month - base + 1));
        }
    }

    boolean isEmpty() {
        return bits.isEmpty();
    }

    /** Whether any month is in a range. */
    boolean hasAny(int first, int last) {
        int next = bits.nextSetBit(first <= base ? 0 : first - base);
        return next >= 0 && base + next <= last;
    }

    /** The first month; the set must have one. */
    int first() {
        return base + bits.nextSetBit(0);
    }

    /** The last month up to one that is in the set; there must be one. */
    int lastUpTo(int month) {
        return base + bits.previousSetBit(month - base);
    }

    /** The months up to one, in order. */
    List<Integer> upTo(int month) {
        return bits.stream()
                .map(bit -> base + bit)
                .takeWhile(some -> some <= month)
                .boxed()
                .collect(Collectors.toUnmodifiableList());
    }

    private void shift(int months) {
        BitSet shifted = new BitSet();
        bits.stream().forEach(bit -> shifted.set(bit + months));
        bits.clear();
        bits.or(shifted);
        base -= months;
    }
}
