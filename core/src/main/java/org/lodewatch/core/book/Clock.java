package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * The first, newest and newest complete month of a dataset and reporter, over all input partitions.
 *
 * @param periodMonths length of the dataset's periods, 1 or 12
 * @param completeMonth empty while no month is complete
 */
public record Clock(int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth) {

    /**
     * Combines the clocks of the partitions.
     *
     * <p>A month is complete when the feed has declared it, or a later one, in every input partition. If a feed has neither
     * declared a month nor announced that it will, a month is complete once a later one has begun.
     *
     * @param clocks at least one
     * @param inputPartitions how many partitions the input has
     */
    public static Clock of(Collection<PartitionClock> clocks, int inputPartitions) {
        int period = Integer.MAX_VALUE;
        int first = Integer.MAX_VALUE;
        int newest = Integer.MIN_VALUE;
        int complete = Integer.MAX_VALUE;
        int declared = 0;
        boolean declares = false;
        for (PartitionClock clock : clocks) {
            period = Math.min(period, clock.periodMonths());
            first = Math.min(first, clock.firstMonth());
            newest = Math.max(newest, clock.newestMonth());
            declares |= clock.declares();
            if (clock.completeMonth().isPresent()) {
                declared++;
                complete = Math.min(complete, clock.completeMonth().getAsInt());
            }
        }
        if (!declares) {
            complete = newest - period;
        } else if (declared < inputPartitions) {
            return new Clock(period, first, newest, OptionalInt.empty());
        }
        return new Clock(period, first, newest, complete >= first ? OptionalInt.of(complete) : OptionalInt.empty());
    }

    /** Whether the window that ends with this month is final. */
    public boolean isComplete(int asOf) {
        return completeMonth.isPresent() && asOf <= completeMonth.getAsInt();
    }

    /** Whether a window is current: it ends in the newest period, or in the newest complete one. */
    public boolean isCurrent(int asOf) {
        return asOf > newestMonth - periodMonths || isComplete(asOf) && asOf > completeMonth.getAsInt() - periodMonths;
    }

    /** The as-of months that have a window, in order. A window that would need a month beyond the horizon is left out. */
    public List<Integer> asOfs(WindowRule rule) {
        List<Integer> asOfs = new ArrayList<>();
        for (int asOf = firstAsOf(rule); asOf <= newestMonth; asOf++) {
            if ((asOf + 1) % periodMonths == 0) {
                asOfs.add(asOf);
            }
        }
        return asOfs;
    }

    /** The first month that may be the as-of month of a window. */
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
