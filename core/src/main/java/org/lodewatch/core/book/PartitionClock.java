package org.lodewatch.core.book;

import java.util.OptionalInt;

/**
 * What one input partition has seen of the months of a dataset and reporter. Every field only ever moves one way, so
 * the clock depends on which records were seen, and not on their order.
 *
 * @param periodMonths the shortest period seen, 1 or 12
 * @param firstMonth the first month of the earliest period seen
 * @param newestMonth the last month of the newest period seen
 * @param completeMonth the last month of the newest period declared complete
 * @param declares whether the feed declares periods complete, or has announced that it will
 */
public record PartitionClock(
        int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth, boolean declares) {

    /** A clock whose feed declares periods if it has declared one. */
    public PartitionClock(int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth) {
        this(periodMonths, firstMonth, newestMonth, completeMonth, completeMonth.isPresent());
    }

    /** A clock that has seen one period, which ends with {@code lastMonth}. */
    public static PartitionClock startingWith(int lastMonth, int periodMonths) {
        return new PartitionClock(periodMonths, lastMonth - periodMonths + 1, lastMonth, OptionalInt.empty());
    }

    /** The clock after a record of the period that ends with {@code lastMonth}; this same object if it shows nothing new. */
    public PartitionClock seeing(int lastMonth, int months) {
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

    /** The clock of a feed that will say when its periods are complete; this same object if that is known. */
    public PartitionClock declaring() {
        return declares ? this : new PartitionClock(periodMonths, firstMonth, newestMonth, completeMonth, true);
    }

    /** The clock after the feed's word that the period which ends with {@code lastMonth} is all there. */
    public PartitionClock completing(int lastMonth, int months) {
        PartitionClock seen = seeing(lastMonth, months);
        if (completeMonth.isPresent() && completeMonth.getAsInt() >= lastMonth) {
            return seen;
        }
        return new PartitionClock(seen.periodMonths, seen.firstMonth, seen.newestMonth, OptionalInt.of(lastMonth));
    }
}
