package org.lodewatch.benchmarks.capacity;

/**
 * What so many records a year take after some years, all of them lines of their own: repetitions and revisions take
 * room in the log, and none in the ledger.
 *
 * @param recordsPerYear that come in
 * @param records that have come in by then
 * @param logGibibytes the log on one replica
 * @param ledgerGibibytes all ledgers, without standbys
 * @param instances that hold the ledgers and a standby of each; at least two, so that one may fall
 * @param partitions of customs-imports, twice as many as threads, and a multiple of 12
 * @param restoreSeconds until an instance that has lost all has read back its share; with a standby nobody waits for it
 * @param replaySeconds until all instances have worked through the whole log, under another policy or catalogue
 */
public record Capacity(
        long recordsPerYear,
        double records,
        double logGibibytes,
        double ledgerGibibytes,
        int instances,
        int partitions,
        double restoreSeconds,
        double replaySeconds) {

    private static final double GIBI = 1 << 30;

    /** Of an instance's heap; the rest is for books, clients, what is under way, and the collector. */
    private static final double LEDGERS_PART_OF_HEAP = 2.0 / 3;

    private static final int LEAST_INSTANCES = 2;
    private static final int COPIES = 2;
    private static final int PARTITIONS_A_THREAD = 2;
    private static final int PARTITIONS_STEP = 12;

    /** Reckons it. */
    public static Capacity of(long recordsPerYear, Measurements measured) {
        double records = (double) recordsPerYear * measured.years();
        double ledger = records * measured.ledgerBytesPerRecord() / GIBI;
        int instances = (int) Math.max(
                LEAST_INSTANCES, Math.ceil(ledger * COPIES / (measured.heapGibibytes() * LEDGERS_PART_OF_HEAP)));
        int threads = instances * measured.threads();
        int partitions = (int) Math.ceil((double) threads * PARTITIONS_A_THREAD / PARTITIONS_STEP) * PARTITIONS_STEP;
        double recordsPerThread = records / threads;
        return new Capacity(
                recordsPerYear,
                records,
                records * measured.logBytesPerRecord() / GIBI,
                ledger,
                instances,
                partitions,
                recordsPerThread / measured.restorePerThread(),
                recordsPerThread / measured.replayPerThread());
    }
}
