package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Lets requests begin one by one, with a pause between them. */
final class RequestInterval {

    private final long pauseNanos;

    /** Held by who goes next, even while waiting: the others queue behind. */
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
            // From when it really begins: who wakes up late must not shorten the pause of the next one.
            postpone(pauseNanos);
        } finally {
            turn.unlock();
        }
    }

    /** Lets nobody begin for a while; who is in flight already goes on. */
    void holdOff(Duration delay) {
        postpone(delay.toNanos());
    }

    private void postpone(long nanos) {
        long until = System.nanoTime() + nanos;
        // Compared by difference, since the nanosecond clock may wrap around.
        notBefore.accumulateAndGet(until, (one, other) -> one - other >= 0 ? one : other);
    }

    private long left() {
        return notBefore.get() - System.nanoTime();
    }
}
