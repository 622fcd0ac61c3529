package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps a pause between the beginnings of requests. */
final class RequestInterval {

    private final long pauseNanos;

    /** Held by the next thread while it waits, so that the others queue behind it. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

    /**
     * @param pause the least time between the beginnings of two requests
     */
    RequestInterval(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /** Waits until a request may begin. */
    void await() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            for (long left = left(); left > 0; left = left()) {
                NANOSECONDS.sleep(left);
            }
            // From the actual beginning: a thread that wakes up late must not shorten the next pause.
            postpone(pauseNanos);
        } finally {
            turn.unlock();
        }
    }

    /** Delays all further requests. Requests in flight are not affected. */
    void holdOff(Duration delay) {
        postpone(delay.toNanos());
    }

    private void postpone(long nanos) {
        long until = System.nanoTime() + nanos;
        // Compared by difference, because the nanosecond clock may wrap around.
        notBefore.accumulateAndGet(until, (one, other) -> one - other >= 0 ? one : other);
    }

    private long left() {
        return notBefore.get() - System.nanoTime();
    }
}
