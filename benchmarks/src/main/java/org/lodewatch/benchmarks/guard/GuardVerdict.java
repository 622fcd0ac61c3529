package org.lodewatch.benchmarks.guard;

import java.util.List;

/**
 * How far the product may fall behind the raw exactly-once loop.
 *
 * <p>When the bounds were set, the product reached 0.47 of the loop's rate on a machine of 2 processors that had nothing
 * else to do, and 0.22 where 50 threads competed for them; it took 2.77 to 3.05 times its processor time, which other load
 * hardly changes: a product that needs a third more passes the bound. A raw consumer is no measure here, since so few
 * records take it a moment. A change that makes the product better may tighten the bounds; one that must loosen them says
 * why.
 */
record GuardVerdict(List<Bound> bounds) {

    private static final double LEAST_OF_RAW_LOOP = 0.15;
    private static final double MOST_CPU_OF_RAW_LOOP = 4;
    private static final double MOST_LEDGER_BYTES = 72;

    GuardVerdict {
        bounds = List.copyOf(bounds);
    }

    /** Of jobs over the same log, one after the other. */
    static GuardVerdict of(Best rawLoop, Best product, double ledgerBytesPerId) {
        return new GuardVerdict(List.of(
                Bound.atLeast(
                        "rate, of the raw exactly-once loop's",
                        product.recordsPerSecond() / rawLoop.recordsPerSecond(),
                        LEAST_OF_RAW_LOOP),
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
