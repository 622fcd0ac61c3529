package org.lodewatch.core.book;

import java.util.List;
import java.util.OptionalInt;

/** Clocks of datasets that publish every period from a first to a newest one. */
public final class Clocks {

    private Clocks() {}

    /** The clock of a dataset that declares its periods, and has done so up to a month. */
    public static Clock declared(int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth) {
        return Clock.of(List.of(part(periodMonths, firstMonth, newestMonth, completeMonth)), 1);
    }

    /** The same clock in the only partition. */
    public static PartitionClock part(int periodMonths, int firstMonth, int newestMonth, OptionalInt completeMonth) {
        return PartitionClock.ofSpan(periodMonths, firstMonth, newestMonth, completeMonth, true);
    }

    /** One partition of a dataset that never declares. */
    static PartitionClock silent(int firstMonth, int newestMonth) {
        return PartitionClock.ofSpan(1, firstMonth, newestMonth, OptionalInt.empty(), false);
    }
}
