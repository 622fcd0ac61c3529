package org.lodewatch.streams.app;

import java.util.Locale;

/**
 * The heap that an instance needs for some partitions of customs-imports, as far as it is known: at least
 *
 * <pre>
 * {@value #BASE} + ids * {@value #BYTES_PER_ID} + partitions * cells * {@value #BYTES_PER_LEDGER_CELL} + cells * {@value #BYTES_PER_CELL}
 * </pre>
 *
 * <p>bytes. No figure a record id or cell is larger than what was measured, so that a heap that is smaller is too small. To run well an
 * instance needs half as much again, because the parallel collector has two thirds of a heap for what lives long.
 *
 * @param partitions of customs-imports that the instance has, standbys included
 * @param ids different record ids in them
 * @param cells different books, months and countries of a partition
 */
record HeapNeed(int partitions, long ids, long cells) {

    /** Kafka's clients, the catalogue and the HTTP port, in an instance without records. */
    static final long BASE = 40L << 20;

    /** In a ledger, which takes 56 to 70: docs/performance.md, Growth. */
    static final int BYTES_PER_ID = 56;

    /** In a ledger: the packed sums of a country in a month of a book, once for each input partition. */
    static final int BYTES_PER_LEDGER_CELL = 10;

    /** In the second half: the total of a country in a month of a book, which takes 26 or more: docs/decisions/packed-totals.md. */
    static final int BYTES_PER_CELL = 25;

    private static final double TO_RUN_WELL = 1.5;
    private static final long STEP = 256L << 20;

    /** In bytes. */
    long least() {
        return BASE + ids * BYTES_PER_ID + partitions * cells * BYTES_PER_LEDGER_CELL + cells * BYTES_PER_CELL;
    }

    /** A heap with which the instance runs well, in whole steps of 256 MiB. */
    long recommended() {
        return (long) Math.ceil(least() * TO_RUN_WELL / STEP) * STEP;
    }

    boolean exceeds(long heap) {
        return least() > heap;
    }

    /** Whether it fits, with less room than an instance should have. */
    boolean isNear(long heap) {
        return least() * TO_RUN_WELL > heap;
    }

    /** What needs how much, in one line. @param heap maximum of this JVM in bytes */
    String sentence(long heap) {
        return String.format(
                Locale.ROOT,
                "the partitions of customs-imports that this instance has (%d) have about %,d record ids, and %,d"
                        + " books, months and countries, which need at least %,d MiB, and the JVM has %,d: give it more,"
                        + " such as LODEWATCH_OPTS=-Xmx%dm, or start more instances",
                partitions,
                ids,
                cells,
                mebibytes(least()),
                mebibytes(heap),
                mebibytes(recommended()));
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
