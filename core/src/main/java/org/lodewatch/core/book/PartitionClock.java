package org.lodewatch.core.book;

import java.util.OptionalInt;

/**
 * The months of a dataset and reporter in one input partition. Each field only moves one way, so the clock depends on
 * the set of records and not on their order.
 *
 * @param periodMonths the shortest period, 1 or 12
 * @param firstMonth the first month of the earliest period
 * @param newestMonth the last month of the newest period
 * @param completeMonth the last month of the newest period declared complete
 * @param declares whether the feed declares periods complete, or has announced that it will
 */
public record PartitionClock(
        int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth, boolean declares) {

    /** A clock that declares periods if it has a complete month. */
    public PartitionClock(int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth) {
        this(periodMonths, firstMonth, newestMonth, completeMonth, completeMonth.isPresent());
    }

    /** The clock after one period, which ends with {@code lastMonth}. */
    public static PartitionClock startingWith(int lastMonth, int periodMonths) {
        return new PartitionClock(periodMonths, lastMonth - periodMonths + 1, lastMonth, OptionalInt.empty());
    }

    /** The clock after a record of the period that ends with {@code lastMonth}; this object if nothing changes. */
    public PartitionClock adding(int lastMonth, int months) {
        if (lastMonth <= newestMonth && lastMonth - months + 1 >= firstMonth && months >= periodMonths) {
            return this;
        }
        return new PartitionClock(
                Math.min(periodMonths, months),
                Math.min(firstMonth, lastMonth - months + 1),
                Math.max(newestMonth, lastMonth),
                completeMonth,
                declares);
    }

    /** The clock of a feed that will declare its periods complete; this object if nothing changes. */
    public PartitionClock declaring() {
        return declares ? this : new PartitionClock(periodMonths, firstMonth, newestMonth, completeMonth, true);
    }

    /** The clock after the feed has declared complete the period that ends with {@code lastMonth}. */
    public PartitionClock completing(int lastMonth, int months) {
        PartitionClock moved = adding(lastMonth, months);
        if (completeMonth.isPresent() && completeMonth.getAsInt() >= lastMonth) {
            return moved;
        }
        return new PartitionClock(moved.periodMonths, moved.firstMonth, moved.newestMonth, OptionalInt.of(lastMonth));
    }
}
