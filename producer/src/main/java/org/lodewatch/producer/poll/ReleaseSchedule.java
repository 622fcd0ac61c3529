package org.lodewatch.producer.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When to poll a source that publishes a month some weeks after its end: often while a month is expected, and rarely
 * otherwise, because published figures may be revised. Days are those of UTC.
 *
 * @param firstDay how many days after the month's last day its figures come at the earliest
 * @param lastDay how many days after it they are still expected; less than four weeks after the first
 * @param whileExpected the pause while they are expected and have not been read
 * @param otherwise the pause otherwise, cut short when a month begins to be expected
 */
public record ReleaseSchedule(int firstDay, int lastDay, Duration whileExpected, Duration otherwise) {

    /**
     * When to poll next.
     *
     * @param newest the newest month read, YYYY-MM
     */
    public Instant nextPoll(Instant now, Optional<String> newest) {
        YearMonth due = lastDue(now);
        boolean expected = now.isBefore(startOfDay(due, lastDay + 1));
        boolean read = newest.isPresent() && !YearMonth.parse(newest.get()).isBefore(due);
        if (expected && !read) {
            return now.plus(whileExpected);
        }
        Instant opening = startOfDay(due.plusMonths(1), firstDay);
        Instant later = now.plus(otherwise);
        return later.isBefore(opening) ? later : opening;
    }

    /** The newest month that may have been published by now. */
    private YearMonth lastDue(Instant now) {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC));
        while (startOfDay(month, firstDay).isAfter(now)) {
            month = month.minusMonths(1);
        }
        return month;
    }

    private static Instant startOfDay(YearMonth month, int daysAfterEnd) {
        return month.atEndOfMonth()
                .plusDays(daysAfterEnd)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
