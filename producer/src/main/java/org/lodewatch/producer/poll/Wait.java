package org.lodewatch.producer.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits until a moment of the clock on the wall. */
@FunctionalInterface
interface Wait {

    void until(Instant moment) throws InterruptedException;

    /** Looks at the clock every minute, since it may be set, or the machine sleep. */
    static Wait by(Clock clock) {
        return moment -> {
            for (Duration left = Duration.between(clock.instant(), moment);
                    !left.isNegative() && !left.isZero();
                    left = Duration.between(clock.instant(), moment)) {
                Thread.sleep(Math.max(1, Math.min(left.toMillis(), 60_000)));
            }
        };
    }
}
