package org.lodewatch.benchmarks.frame;

/** How much heap jobs get: the same for all that keep a line a record id, so that none is better off. */
public final class Heap {

    private static final int LEAST_MEGABYTES = 1024;
    private static final int BYTES_A_RECORD = 200;

    private Heap() {}

    /** For a job that keeps what a log of so many records says of each record id. */
    public static int megabytesFor(long records) {
        return LEAST_MEGABYTES + (int) (records * BYTES_A_RECORD >> 20);
    }
}
