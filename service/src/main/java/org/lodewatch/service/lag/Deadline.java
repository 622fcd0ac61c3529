package org.lodewatch.service.lag;

import java.time.Duration;

/** A point in time, by the monotonic clock. */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isPast() {
        return System.nanoTime() - nanos >= 0;
    }
}
