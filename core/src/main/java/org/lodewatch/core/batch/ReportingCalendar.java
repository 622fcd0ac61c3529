package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.core.book.WindowRule;

/** Which months a dataset and reporter have, and up to which one they are complete. */
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

    /** Notes a period of 1 or 12 months; lines that no book counts show months, too. */
    void see(int lastMonth, int months) {
        periodMonths = Math.min(periodMonths, months);
        firstMonth = Math.min(firstMonth, lastMonth - months + 1);
        newestMonth = Math.max(newestMonth, lastMonth);
    }

    /** Notes that the feed will say when its periods are complete. */
    void announceCompletion() {
        declares = true;
    }

    /** Notes that an input partition has carried the feed's word. */
    void declareComplete(int inputPartition, int lastMonth) {
        declaredByPartition.merge(inputPartition, lastMonth, Math::max);
    }

    int periodMonths() {
        return periodMonths;
    }

    /** Whether a month's figures still count. */
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
     * Whether a month is complete: every input partition must have carried the feed's word for it or for a later one. A
     * feed that has neither given its word nor announced it is taken for one that never says so; then a month is complete
     * once a later one has begun.
     */
    boolean isComplete(int asOf) {
        return !declares && declaredByPartition.isEmpty()
                ? asOf <= newestMonth - periodMonths
                : declaredByPartition.size() == inputPartitions
                        && declaredByPartition.values().stream().allMatch(declared -> asOf <= declared);
    }
}
