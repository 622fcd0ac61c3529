package org.lodewatch.benchmarks.fuzz;

import java.util.List;

/**
 * What the inputs of one kind gave.
 *
 * @param figures inputs that were used, with right figures
 * @param refusals inputs of which something was refused with a named reason
 * @param slowestMillis the most processor time of an input
 */
record FuzzResult(
        String kind,
        long inputs,
        long figures,
        long refusals,
        double seconds,
        double slowestMillis,
        List<FuzzFailure> failures) {

    FuzzResult {
        failures = List.copyOf(failures);
    }

    long failed() {
        return failures.stream().mapToLong(FuzzFailure::inputs).sum();
    }
}
