package org.lodewatch.benchmarks.frame;

/**
 * How a job over a log went.
 *
 * @param records it read
 * @param seconds from the first record in its hands to the end of its work; where it yields shares, until the last of
 *     them, right to the cent, was seen by a read_committed consumer
 * @param cost of all of the job, its start too
 */
public record Measured(long records, double seconds, Cost cost) {

    public double recordsPerSecond() {
        return records / seconds;
    }
}
