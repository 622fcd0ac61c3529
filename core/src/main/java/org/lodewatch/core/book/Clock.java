package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * The months of a dataset and reporter, over all input partitions.
 *
 * @param periodMonths length of the dataset's periods, 1 or 12
 * @param firstMonth where the dataset begins
 * @param newestMonth the newest month seen
 * @param completeMonth the newest complete month; empty while there is none
 */
public record Clock(int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth) {

    /**
     * Puts the partitions' clocks together.
     *
     * <p>A month is complete when every input partition has carried the feed's word. A feed that has neither given its
     * word nor announced it is taken for one that never says so: then a month is complete once a later one has begun.
     * Otherwise nothing is complete before the first word has arrived everywhere, since some partitions may be behind.
     *
     * @param clocks at least one
     * @param inputPartitions how many partitions the input has
     */
    public static Clock of(Collection<PartitionClock> clocks, int inputPartitions) {
        int period = Integer.MAX_VALUE;
        int first = Integer.MAX_VALUE;
        int newest = Integer.MIN_VALUE;
        int complete = Integer.MAX_VALUE;
        int heard = 0;
        boolean declares = false;
        for (PartitionClock clock : clocks) {
            period = Math.min(period, clock.periodMonths());
            first = Math.min(first, clock.firstMonth());
            newest = Math.max(newest, clock.newestMonth());
            declares |= clock.declares();
            if (clock.completeMonth().isPresent()) {
                heard++;
                complete = Math.min(complete, clock.completeMonth().getAsInt());
            }
        }
        if (!declares) {
            complete = newest - period;
        } else if (heard < inputPartitions) {
            return new Clock(period, first, newest, OptionalInt.empty());
        }
        return new Clock(period, first, newest, complete >= first ? OptionalInt.of(complete) : OptionalInt.empty());
    }

    /** Whether the window that ends with this month may be judged as final. */
    public boolean isComplete(int asOf) {
        return completeMonth.isPresent() && asOf <= completeMonth.getAsInt();
    }

    /** Whether a window is current: it ends in the newest period, or in the newest complete one. */
    public boolean isCurrent(int asOf) {
        return asOf > newestMonth - periodMonths || isComplete(asOf) && asOf > completeMonth.getAsInt() - periodMonths;
    }

    /** The as-of months that have a window, in order: none whose window would need a month beyond the horizon. */
    public List<Integer> asOfs(WindowRule rule) {
        List<Integer> asOfs = new ArrayList<>();
        for (int asOf = firstAsOf(rule); asOf <= newestMonth; asOf++) {
            if ((asOf + 1) % periodMonths == 0) {
                asOfs.add(asOf);
            }
        }
        return asOfs;
    }

    /** The first month that may be the as-of of a window. */
    public int firstAsOf(WindowRule rule) {
        int horizonStart = rule.horizonStart(newestMonth);
        return firstMonth >= horizonStart ? firstMonth : horizonStart + rule.windowMonths() - 1;
    }

    /** The oldest month whose figures count. */
    public int oldestMonth(WindowRule rule) {
        return Math.max(firstMonth, rule.horizonStart(newestMonth));
    }

    /** How many months of the window that ends with {@code asOf} lie within the dataset. */
    public int coveredMonths(int asOf, WindowRule rule) {
        return Math.min(rule.windowMonths(), asOf - firstMonth + 1);
    }
}
