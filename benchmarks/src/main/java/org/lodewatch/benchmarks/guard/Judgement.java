package org.lodewatch.benchmarks.guard;

import java.util.List;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.product.ProductRun;

/**
 * What the product must not fall behind. The bounds are far enough from what was measured when they were set that a noisy
 * machine does not pass them, and near enough that a job twice as long does. A change that makes the product better may
 * tighten them; one that must loosen them says why.
 */
record Judgement(List<Bound> bounds) {

    private static final double LEAST_OF_RAW_LOOP = 0.15;
    private static final double LEAST_OF_RAW_CONSUME = 0.05;
    private static final double MOST_CPU_OF_RAW_LOOP = 6;
    private static final double MOST_LEDGER_BYTES = 80;

    Judgement {
        bounds = List.copyOf(bounds);
    }

    /** Of jobs over the same log, one after the other, each as warm as the others. */
    static Judgement of(Measured rawConsume, Measured rawLoop, ProductRun product) {
        Measured run = product.measured();
        return new Judgement(List.of(
                Bound.atLeast(
                        "rate, of the raw exactly-once loop's",
                        run.recordsPerSecond() / rawLoop.recordsPerSecond(),
                        LEAST_OF_RAW_LOOP),
                Bound.atLeast(
                        "rate, of the raw consumer's",
                        run.recordsPerSecond() / rawConsume.recordsPerSecond(),
                        LEAST_OF_RAW_CONSUME),
                Bound.atMost(
                        "processor time, times the raw exactly-once loop's",
                        run.cost().cpuSeconds() / rawLoop.cost().cpuSeconds(),
                        MOST_CPU_OF_RAW_LOOP),
                Bound.atMost("bytes of ledger a record id", product.ledgerBytesPerId(), MOST_LEDGER_BYTES)));
    }

    boolean isKept() {
        return bounds.stream().allMatch(Bound::isKept);
    }
}
