package org.lodewatch.core.book;

import java.util.NavigableMap;
import java.util.OptionalInt;

/** Totals by month, of which windows are summed. */
interface TotalsByMonth {

    /** The last month that has totals. */
    OptionalInt newest();

    /** Adds the totals of a month to a sum, or with sign -1 subtracts them. */
    void addTo(Totals sum, int month, int sign);

    /** Totals in a map, which share the countries of the sums. */
    static TotalsByMonth of(NavigableMap<Integer, Totals> months) {
        return new TotalsByMonth() {
            @Override
            public OptionalInt newest() {
                return months.isEmpty() ? OptionalInt.empty() : OptionalInt.of(months.lastKey());
            }

            @Override
            public void addTo(Totals sum, int month, int sign) {
                Totals totals = months.get(month);
                if (totals != null) {
                    sum.add(totals, sign);
                }
            }
        };
    }
}
