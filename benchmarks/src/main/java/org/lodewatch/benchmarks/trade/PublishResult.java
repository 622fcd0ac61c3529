package org.lodewatch.benchmarks.trade;

/**
 * What a feed's publisher did.
 *
 * @param records published
 * @param rejected rows that were not
 */
public record PublishResult(long records, long rejected, double seconds) {

    public double recordsPerSecond() {
        return records / seconds;
    }
}
