package org.lodewatch.producer.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.ReleaseDelay;

/**
 * When to poll a source that publishes a month some weeks after its end: often while a month is expected, and rarely
 * otherwise, because published figures may be revised. Days are those of UTC.
 *
 * @param delay when a month is expected, for less than four weeks
 * @param whileExpected the pause while they are expected and have not been read
 * @param otherwise the pause otherwise, cut short when a month begins to be expected
 */
public record ReleaseSchedule(ReleaseDelay delay, Duration whileExpected, Duration otherwise) {

    /**
     * When to poll next.
     *
     * @param newest the newest month read, YYYY-MM
     */
    public Instant nextPoll(Instant now, Optional<String> newest) {
        int due = lastDue(now);
        boolean expected = now.isBefore(delay.until(due));
        boolean read = newest.isPresent() && Months.of(newest.get()) >= due;
        if (expected && !read) {
            return now.plus(whileExpected);
        }
        Instant opening = delay.from(due + 1);
        Instant later = now.plus(otherwise);
        return later.isBefore(opening) ? later : opening;
    }

    /** The newest month that may have been published by now. */
    private int lastDue(Instant now) {
        int month = Months.of(now);
        while (delay.from(month).isAfter(now)) {
            month--;
        }
        return month;
    }
}
