package org.lodewatch.core.explain;

import org.lodewatch.schemas.values.Months;

/**
 * The first and the last of some months, in months since 1970.
 *
 * @param first the first month
 * @param last the last month
 */
public record MonthSpan(int first, int last) {

    /** The span of both. */
    public MonthSpan with(MonthSpan other) {
        return new MonthSpan(Math.min(first, other.first), Math.max(last, other.last));
    }

    /** {@code 2026-04}, {@code 2023-01 to 2026-03}. */
    @Override
    public String toString() {
        return first == last ? Months.text(first) : Months.text(first) + " to " + Months.text(last);
    }
}
