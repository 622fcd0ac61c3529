package org.lodewatch.benchmarks.capacity;

/**
 * What the other benchmarks measured, and what an installation is given.
 *
 * @param ledgerBytesPerRecord memory of the ledger for a record id
 * @param logBytesPerRecord what a record takes in the log, on one replica
 * @param restorePerThread records a second that a thread reads back into its ledger
 * @param replayPerThread records a second that a thread works through, exactly once
 * @param heapGibibytes heap of an instance
 * @param threads of an instance
 * @param years that are kept: nothing ever leaves the log, and a record id keeps its slot
 */
public record Measurements(
        double ledgerBytesPerRecord,
        double logBytesPerRecord,
        double restorePerThread,
        double replayPerThread,
        double heapGibibytes,
        int threads,
        int years) {}
