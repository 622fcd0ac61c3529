package org.lodewatch.benchmarks.replay;

import java.util.List;
import java.util.Locale;
import org.lodewatch.benchmarks.experiment.Measured;

/**
 * Compares the product with the raw exactly-once loop.
 *
 * <p>When the bounds were set, the product reached 0.47 of the loop's rate on an idle machine with 2 processors, and 0.22
 * where 50 threads competed for them. It took 2.77 to 3.05 times the loop's processor time, which other load hardly
 * changes: a product that needs a third more passes the bound. A raw consumer is no measure here, because so few records
 * take it a moment. A change that makes the product faster may tighten the bounds; one that must loosen them explains
 * why.
 */
record GuardVerdict(List<Bound> bounds) {

    private static final double MIN_OF_RAW_LOOP = 0.15;
    private static final double MAX_CPU_OF_RAW_LOOP = 4;
    private static final double MAX_LEDGER_BYTES = 72;

    GuardVerdict {
        bounds = List.copyOf(bounds);
    }

    /**
     * The best of several runs of a job, because a disturbance makes a run slower and never faster.
     *
     * @param recordsPerSecond of the fastest run
     * @param cpuSeconds of the run that used least processor time
     */
    record Best(double recordsPerSecond, double cpuSeconds) {

        static Best of(List<Measured> runs) {
            return new Best(
                    runs.stream().mapToDouble(Measured::recordsPerSecond).max().orElseThrow(),
                    runs.stream()
                            .mapToDouble(run -> run.cost().cpuSeconds())
                            .min()
                            .orElseThrow());
        }
    }

    /** A figure and its bound. @param floor whether the bound is the minimum, and not the maximum */
    record Bound(String what, double value, double bound, boolean floor) {

        /** NaN is within no bound. */
        boolean isKept() {
            return floor ? value >= bound : value <= bound;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s  %s: %.3g, %s %.3g",
                    isKept() ? "ok  " : "FAIL",
                    what,
                    value,
                    floor ? "must be at least" : "must be at most",
                    bound);
        }
    }

    /** Of jobs over the same log, one after the other. */
    static GuardVerdict of(Best rawLoop, Best product, double ledgerBytesPerId) {
        return new GuardVerdict(List.of(
                new Bound(
                        "rate, of the raw exactly-once loop's",
                        product.recordsPerSecond() / rawLoop.recordsPerSecond(),
                        MIN_OF_RAW_LOOP,
                        true),
                new Bound(
                        "processor time, times the raw exactly-once loop's",
                        product.cpuSeconds() / rawLoop.cpuSeconds(),
                        MAX_CPU_OF_RAW_LOOP,
                        false),
                new Bound("bytes of ledger a record id", ledgerBytesPerId, MAX_LEDGER_BYTES, false)));
    }

    boolean isKept() {
        return bounds.stream().allMatch(Bound::isKept);
    }
}
