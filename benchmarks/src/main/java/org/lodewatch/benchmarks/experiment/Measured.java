package org.lodewatch.benchmarks.experiment;

/**
 * One run of a job over a log.
 *
 * @param records that it read
 * @param seconds from its first record to the end of its work; for a job that computes shares, until a read_committed
 *     consumer has read the last of them, correct to the cent
 * @param cost of the whole run, its start included
 */
public record Measured(long records, double seconds, CostMeter.Cost cost) {

    public double recordsPerSecond() {
        return records / seconds;
    }
}
