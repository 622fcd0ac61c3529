package org.lodewatch.benchmarks.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Sends records at the moments of a schedule: late if it must, never fewer. */
public final class OpenLoop {

    private final Schedule schedule;
    private final LongSupplier nanoTime;
    private final LongConsumer rest;

    private long latest;

    public OpenLoop(Schedule schedule) {
        this(schedule, System::nanoTime, LockSupport::parkNanos);
    }

    /** @param rest waits for so many nanoseconds, or less */
    OpenLoop(Schedule schedule, LongSupplier nanoTime, LongConsumer rest) {
        this.schedule = schedule;
        this.nanoTime = nanoTime;
        this.rest = rest;
    }

    /** Sends the records from an index up to another, which is left out, each once it is due. */
    public void send(long from, long to, LongConsumer record) {
        for (long index = from; index < to; index++) {
            long wait = schedule.due(index) - nanoTime.getAsLong();
            while (wait > 0) {
                rest.accept(wait);
                wait = schedule.due(index) - nanoTime.getAsLong();
            }
            latest = Math.max(latest, -wait);
            record.accept(index);
        }
    }

    /** By how many nanoseconds a record was sent late, at most. */
    public long latestNanos() {
        return latest;
    }
}
