package org.lodewatch.core.backtest;

/**
 * Transitions and months in alert, by the year of their as-of month.
 *
 * @param monthsInAlert the sum over all alerts of the months in which they are open
 */
public record YearCounts(int year, int raised, int escalated, int eased, int resolved, int monthsInAlert) {

    YearCounts plus(YearCounts other) {
        return new YearCounts(
                year,
                raised + other.raised,
                escalated + other.escalated,
                eased + other.eased,
                resolved + other.resolved,
                monthsInAlert + other.monthsInAlert);
    }
}
