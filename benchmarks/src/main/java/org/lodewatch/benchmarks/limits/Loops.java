package org.lodewatch.benchmarks.limits;

import java.util.concurrent.atomic.AtomicReference;
import org.lodewatch.benchmarks.frame.JobFailedException;

/** What the loops of a job know of one another. */
final class Loops {

    private volatile boolean over;
    private volatile long firstRecord = Long.MAX_VALUE;
    private final AtomicReference<Throwable> fault = new AtomicReference<>();

    /** Whether they shall end: because all is done, or one of them has failed. */
    boolean isOver() {
        return over;
    }

    void stop() {
        over = true;
    }

    /** One of them has the first record that it will ever have. */
    synchronized void begin() {
        firstRecord = Math.min(firstRecord, System.nanoTime());
    }

    /** {@link System#nanoTime()} when the first of them had a record. */
    long firstRecord() {
        return firstRecord;
    }

    /** The loop, such that its failure is the end of all. */
    Runnable guarded(Runnable loop) {
        return () -> {
            try {
                loop.run();
            } catch (RuntimeException | Error e) {
                fault.compareAndSet(null, e);
                over = true;
            }
        };
    }

    void rethrow() {
        if (fault.get() != null) {
            throw new JobFailedException("a loop failed: " + fault.get());
        }
    }
}
