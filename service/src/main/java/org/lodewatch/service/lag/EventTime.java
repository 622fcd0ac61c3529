package org.lodewatch.service.lag;

import java.time.Duration;
import java.time.Instant;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;

/**
 * The newest period of a dataset and reporter.
 *
 * @param reporter ISO 3166-1 alpha-2
 * @param period YYYY-MM or YYYY
 */
public record EventTime(String dataset, String reporter, String period) {

    /** Whether it is of the same dataset and reporter. */
    public boolean isOfSameDataset(EventTime other) {
        return dataset.equals(other.dataset) && reporter.equals(other.reporter);
    }

    /** The time since the end of the period, in UTC; zero for a period that has not ended. */
    public Duration behind(Instant now) {
        Duration behind = Duration.between(Months.end(Period.of(period).lastMonth()), now);
        return behind.isNegative() ? Duration.ZERO : behind;
    }
}
