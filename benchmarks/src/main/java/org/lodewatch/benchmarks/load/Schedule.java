package org.lodewatch.benchmarks.load;

/**
 * When each record of a steady load is due, whatever became of those before it: an open loop. Whoever measures from these
 * moments, and not from when a record could be sent at last, leaves out no wait that a stalled system causes (coordinated
 * omission).
 *
 * @param startNanos when record 0 is due, by {@link System#nanoTime()}
 * @param perSecond records a second
 */
public record Schedule(long startNanos, int perSecond) {

    private static final long SECOND = 1_000_000_000;

    public Schedule {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a load of " + perSecond + " records a second is none");
        }
    }

    /** When a record is due, by {@link System#nanoTime()}. */
    public long due(long index) {
        // Seconds apart, so that the product does not overflow however long the load lasts.
        return startNanos + index / perSecond * SECOND + index % perSecond * SECOND / perSecond;
    }
}
