package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for a state that another process brings about. */
public final class Polling {

    private Polling() {}

    /**
     * Polls until the result is the wanted one or the timeout has passed.
     *
     * @param pause between two polls
     * @return the last result, wanted or not
     * @throws InterruptException if the thread is interrupted
     */
    public static <T> T until(Predicate<? super T> wanted, Supplier<T> poll, Duration pause, Duration timeout) {
        long start = System.nanoTime();
        T result = poll.get();
        while (!wanted.test(result) && System.nanoTime() - start < timeout.toNanos()) {
            pause(pause);
            result = poll.get();
        }
        return result;
    }

    /** Sleeps. @throws InterruptException if the thread is interrupted */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
