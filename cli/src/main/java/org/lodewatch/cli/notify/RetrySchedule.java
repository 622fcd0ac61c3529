package org.lodewatch.cli.notify;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * How long an alert is tried again.
 *
 * @param pauses milliseconds until the next attempt, by how many there were, 1 or more
 * @param giveUpAfter from the first attempt to the last one
 */
public record RetrySchedule(IntervalFunction pauses, Duration giveUpAfter) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Pauses that double from a second up to five minutes, each shorter or longer by up to a half. */
    static RetrySchedule of(Duration giveUpAfter) {
        return new RetrySchedule(
                IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.5, LONGEST_PAUSE), giveUpAfter);
    }
}
