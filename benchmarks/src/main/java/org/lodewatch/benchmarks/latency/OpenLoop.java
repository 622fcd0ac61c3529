package org.lodewatch.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Sends records at a steady rate, independently of earlier ones: late if necessary, never fewer. Latency is measured
 * from the time at which a record was due. Measured from the time at which it was sent, it would leave out the waits
 * that a stalled system causes (coordinated omission).
 */
final class OpenLoop {

    private static final long SECOND = 1_000_000_000;

    private final long startNanos;
    private final int perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer park;

    private long maxLateNanos;

    /**
     * @param startNanos when record 0 is due, by {@link System#nanoTime()}
     * @param perSecond records per second
     */
    OpenLoop(long startNanos, int perSecond) {
        this(startNanos, perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /** @param park waits for this many nanoseconds, or less */
    OpenLoop(long startNanos, int perSecond, LongSupplier nanoTime, LongConsumer park) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a load of " + perSecond + " records a second: at least 1 is needed");
        }
        this.startNanos = startNanos;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.park = park;
    }

    long startNanos() {
        return startNanos;
    }

    /** When a record is due, by {@link System#nanoTime()}. */
    long due(long index) {
        // Seconds apart, so that the product does not overflow in a long load.
        return startNanos + index / perSecond * SECOND + index % perSecond * SECOND / perSecond;
    }

    /** Sends records 0 to {@code count - 1}, each when it is due. */
    void send(long count, LongConsumer record) {
        for (long index = 0; index < count; index++) {
            long wait = due(index) - nanoTime.getAsLong();
            while (wait > 0) {
                park.accept(wait);
                wait = due(index) - nanoTime.getAsLong();
            }
            maxLateNanos = Math.max(maxLateNanos, -wait);
            record.accept(index);
        }
    }

    /** The largest delay of a record, in nanoseconds. */
    long maxLateNanos() {
        return maxLateNanos;
    }
}
