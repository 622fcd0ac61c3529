package org.lodewatch.benchmarks.guard;

import java.util.List;

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

    /** Of jobs over the same log, one after the other. */
    static Judgement of(Best rawConsume, Best rawLoop, Best product, double ledgerBytesPerId) {
        return new Judgement(List.of(
                Bound.atLeast(
                        "rate, of the raw exactly-once loop's",
                        product.recordsPerSecond() / rawLoop.recordsPerSecond(),
                        LEAST_OF_RAW_LOOP),
                Bound.atLeast(
                        "rate, of the raw consumer's",
                        product.recordsPerSecond() / rawConsume.recordsPerSecond(),
                        LEAST_OF_RAW_CONSUME),
                Bound.atMost(
                        "processor time, times the raw exactly-once loop's",
                        product.cpuSeconds() / rawLoop.cpuSeconds(),
                        MOST_CPU_OF_RAW_LOOP),
                Bound.atMost("bytes of ledger a record id", ledgerBytesPerId, MOST_LEDGER_BYTES)));
    }

    boolean isKept() {
        return bounds.stream().allMatch(Bound::isKept);
    }
}
