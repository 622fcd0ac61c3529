package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.schemas.messages.PeriodState;

/**
 * The periods of a dataset and reporter in one input partition: those that have records, and those that the feed has
 * declared. It depends on the records that are not withdrawn and on the declarations, and not on their order.
 *
 * @param periods months first, then years, each oldest first; adjacent ranges differ
 * @param announced whether the feed has announced that it declares its periods
 * @param basis what the values of the dataset are; empty if no feed has declared it
 */
public record PartitionClock(List<PeriodRange> periods, boolean announced, Optional<DatasetBasis> basis) {

    /** A clock without periods. */
    public static final PartitionClock EMPTY = new PartitionClock(List.of(), false, Optional.empty());

    public PartitionClock {
        periods = List.copyOf(periods);
    }

    /**
     * A clock with records in every period from {@code firstMonth} to {@code newestMonth}.
     *
     * @param periodMonths length of the periods, 1 or 12
     * @param completeMonth the last month up to which every period is declared complete; empty if none is
     * @param announced whether the feed declares its periods
     */
    public static PartitionClock ofSpan(
            int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth, boolean announced) {
        List<PeriodRange> ranges = new ArrayList<>();
        for (int last = firstMonth + periodMonths - 1; last <= newestMonth; last += periodMonths) {
            boolean complete = completeMonth.isPresent() && last <= completeMonth.getAsInt();
            add(
                    ranges,
                    new PeriodRange(
                            last,
                            last,
                            periodMonths,
                            true,
                            complete ? Optional.of(PeriodState.COMPLETE) : Optional.empty()));
        }
        return new PartitionClock(ranges, announced, Optional.empty());
    }

    /** Adds a period at the end of ranges: to the last range if it continues that one. */
    public static void add(List<PeriodRange> ranges, PeriodRange next) {
        int end = ranges.size() - 1;
        if (end >= 0 && ranges.get(end).continuesWith(next)) {
            ranges.set(end, ranges.get(end).through(next.last()));
        } else {
            ranges.add(next);
        }
    }

    /** Whether it has neither periods nor a basis, and nothing was announced. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }
}
