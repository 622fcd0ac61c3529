package org.lodewatch.cli.notify;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * When an alert is sent again, and when it is given up.
 *
 * @param pauses milliseconds until the next attempt, by the number of attempts so far, 1 or more
 * @param giveUpAfter the time from the first attempt to the last one
 */
public record RetrySchedule(IntervalFunction pauses, Duration giveUpAfter) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Pauses that double from 1 s up to 5 min, each shorter or longer by up to a half at random. */
    static RetrySchedule of(Duration giveUpAfter) {
        return new RetrySchedule(
                IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.5, LONGEST_PAUSE), giveUpAfter);
    }
}
