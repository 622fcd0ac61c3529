package org.lodewatch.benchmarks.product;

import org.lodewatch.benchmarks.frame.Measured;

/**
 * How a replay by the product went.
 *
 * @param ledgerIds record ids that its ledgers know
 * @param ledgerBytes that these take
 */
public record ProductRun(Measured measured, long ledgerIds, long ledgerBytes) {

    public double ledgerBytesPerId() {
        return (double) ledgerBytes / ledgerIds;
    }
}
