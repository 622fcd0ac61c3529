package org.lodewatch.service.lag;

import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * How far the statistics of a dataset and reporter reach.
 *
 * @param reporter ISO 3166-1 alpha-2
 * @param period the newest, YYYY-MM or YYYY
 */
public record EventTime(String dataset, String reporter, String period) {

    /** From the end of the period, in UTC, to a moment; zero for a period that has not ended. */
    public Duration behind(Instant now) {
        YearMonth last = period.length() == 4 ? Year.parse(period).atMonth(12) : YearMonth.parse(period);
        Duration behind = Duration.between(
                last.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(), now);
        return behind.isNegative() ? Duration.ZERO : behind;
    }
}
