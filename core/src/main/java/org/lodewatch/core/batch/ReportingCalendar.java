package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.core.book.WindowRule;

/** The months of a dataset and reporter, and which of them are complete. */
final class ReportingCalendar {

    private final WindowRule rule;
    private final int inputPartitions;
    private int periodMonths = Integer.MAX_VALUE;
    private int firstMonth = Integer.MAX_VALUE;
    private int newestMonth = Integer.MIN_VALUE;
    private boolean declares;
    private final Map<Integer, Integer> declaredByPartition = new HashMap<>();

    ReportingCalendar(WindowRule rule, int inputPartitions) {
        this.rule = rule;
        this.inputPartitions = inputPartitions;
    }

    /** Adds a period of 1 or 12 months; records that no book counts have months, too. */
    void add(int lastMonth, int months) {
        periodMonths = Math.min(periodMonths, months);
        firstMonth = Math.min(firstMonth, lastMonth - months + 1);
        newestMonth = Math.max(newestMonth, lastMonth);
    }

    /** The feed will declare its periods complete. */
    void announceCompletion() {
        declares = true;
    }

    /** The feed has declared a month complete in an input partition. */
    void declareComplete(int inputPartition, int lastMonth) {
        declaredByPartition.merge(inputPartition, lastMonth, Math::max);
    }

    int periodMonths() {
        return periodMonths;
    }

    /** Whether a month lies within the horizon. */
    boolean isWithinHorizon(int month) {
        return month > newestMonth - rule.horizonMonths();
    }

    /** The as-of months whose windows need no month beyond the horizon, oldest first. */
    List<Integer> asOfs() {
        List<Integer> asOfs = new ArrayList<>();
        for (int asOf = firstMonth; asOf <= newestMonth; asOf++) {
            boolean endsAPeriod = (asOf + 1) % periodMonths == 0;
            int firstNeeded = Math.max(firstMonth, asOf - rule.windowMonths() + 1);
            boolean nothingEvicted = isWithinHorizon(firstMonth)
                    || isWithinHorizon(firstNeeded) && firstNeeded == asOf - rule.windowMonths() + 1;
            if (endsAPeriod && nothingEvicted) {
                asOfs.add(asOf);
            }
        }
        return asOfs;
    }

    /** How many months of the window that ends with {@code asOf} lie within the dataset. */
    int coveredMonths(int asOf) {
        return Math.min(rule.windowMonths(), asOf - firstMonth + 1);
    }

    /**
     * Whether a month is complete: the feed has declared it or a later one in every input partition. If a feed has neither
     * declared a month nor announced that it will, a month is complete once a later one has begun.
     */
    boolean isComplete(int asOf) {
        return !declares && declaredByPartition.isEmpty()
                ? asOf <= newestMonth - periodMonths
                : declaredByPartition.size() == inputPartitions
                        && declaredByPartition.values().stream().allMatch(declared -> asOf <= declared);
    }
}
