package org.lodewatch.benchmarks.capacity;

/**
 * What a load needs after some years if every record has an id of its own. Repetitions and revisions need room in the
 * log, but not in the ledger.
 *
 * @param recordsPerYear the load
 * @param records after all years
 * @param logGibibytes the log on one replica
 * @param ledgerGibibytes all ledgers, without standbys
 * @param instances for the ledgers and a standby of each; at least two, so that one can fail
 * @param partitions of customs-imports: twice as many as threads, and a multiple of 12
 * @param restoreSeconds until an instance without standby has restored its part
 * @param replaySeconds until all instances have replayed the whole log, for example with another catalogue
 */
record Capacity(
        long recordsPerYear,
        double records,
        double logGibibytes,
        double ledgerGibibytes,
        int instances,
        int partitions,
        double restoreSeconds,
        double replaySeconds) {

    private static final double GIBI = 1 << 30;

    /** Part of a heap for ledgers; the rest is for books, clients, records in flight and the collector. */
    private static final double LEDGERS_PART_OF_HEAP = 2.0 / 3;

    private static final int MIN_INSTANCES = 2;
    private static final int COPIES = 2;
    private static final int PARTITIONS_PER_THREAD = 2;
    private static final int PARTITIONS_STEP = 12;

    /**
     * Figures of other benchmarks, and properties of an installation.
     *
     * @param ledgerBytesPerRecord memory of the ledger per record id
     * @param logBytesPerRecord size of a record in the log, on one replica
     * @param restorePerThread records per second that a thread restores
     * @param replayPerThread records per second that a thread replays
     * @param heapGibibytes heap of an instance
     * @param threads of an instance
     * @param years that are kept: the log and the ledger lose nothing
     */
    record Measurements(
            double ledgerBytesPerRecord,
            double logBytesPerRecord,
            double restorePerThread,
            double replayPerThread,
            double heapGibibytes,
            int threads,
            int years) {}

    static Capacity of(long recordsPerYear, Measurements measured) {
        double records = (double) recordsPerYear * measured.years();
        double ledger = records * measured.ledgerBytesPerRecord() / GIBI;
        int instances = (int)
                Math.max(MIN_INSTANCES, Math.ceil(ledger * COPIES / (measured.heapGibibytes() * LEDGERS_PART_OF_HEAP)));
        int threads = instances * measured.threads();
        int partitions = (int) Math.ceil((double) threads * PARTITIONS_PER_THREAD / PARTITIONS_STEP) * PARTITIONS_STEP;
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
