package org.lodewatch.producer.dropfolder;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** Time to wait for files, or for better times, which ends at once when there is nothing more to wait for. */
class Rest {

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Nanoseconds, as {@link System#nanoTime} counts them. */
    long now() {
        return System.nanoTime();
    }

    void take(Duration time) {
        try {
            stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Ends this rest, and all others. */
    final void end() {
        stopped.countDown();
    }

    final boolean ended() {
        return stopped.getCount() == 0;
    }
}
