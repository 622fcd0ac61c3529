package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for a state that another process brings about. */
public final class Polling {

    private Polling() {}

    /**
     * Looks again and again, until the result is the wanted one or the time is over.
     *
     * @param pause between two looks
     * @return the last result, wanted or not
     * @throws InterruptException if the thread is interrupted
     */
    public static <T> T until(Predicate<? super T> wanted, Supplier<T> look, Duration pause, Duration patience) {
        long start = System.nanoTime();
        T result = look.get();
        while (!wanted.test(result) && System.nanoTime() - start < patience.toNanos()) {
            pause(pause);
            result = look.get();
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
