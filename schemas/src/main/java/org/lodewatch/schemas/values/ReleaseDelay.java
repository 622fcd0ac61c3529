package org.lodewatch.schemas.values;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the figures of a period are usually published. Days are those of UTC.
 *
 * @param firstDay how many days after the period's last day they come at the earliest
 * @param lastDay how many days after it they come at the latest; not before the first
 */
public record ReleaseDelay(int firstDay, int lastDay) {

    /** The monthly release of the US Census Bureau, five to six weeks after the end of the month. */
    public static final ReleaseDelay US_CENSUS = new ReleaseDelay(33, 45);

    public ReleaseDelay {
        if (lastDay < firstDay) {
            throw new IllegalArgumentException("day %d is before day %d".formatted(lastDay, firstDay));
        }
    }

    /**
     * The delay of the source of a feed, if it is documented.
     *
     * @param feed the id of the feed, such as {@code census:us-census}
     */
    public static Optional<ReleaseDelay> ofFeed(String feed) {
        return feed.startsWith("census:") || feed.startsWith("census-bulk:")
                ? Optional.of(US_CENSUS)
                : Optional.empty();
    }

    /**
     * When the first day of publication begins.
     *
     * @param lastMonth of the period
     */
    public Instant from(int lastMonth) {
        return dayAfter(lastMonth, firstDay);
    }

    /**
     * When the last day of publication has passed, so that a missing period is late.
     *
     * @param lastMonth of the period
     */
    public Instant until(int lastMonth) {
        return dayAfter(lastMonth, lastDay + 1);
    }

    /** The beginning of a day, counted from the month's last day. */
    private static Instant dayAfter(int month, int days) {
        return Months.end(month).plus(Duration.ofDays(days - 1L));
    }
}
