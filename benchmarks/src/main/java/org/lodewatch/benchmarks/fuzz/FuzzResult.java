package org.lodewatch.benchmarks.fuzz;

import java.util.List;
import java.util.Locale;

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

    static final String HEADER = "| kind | inputs | right figures | named refusals | failed | inputs/s | slowest ms |";
    static final String ALIGNMENT = "|---|---:|---:|---:|---:|---:|---:|";

    FuzzResult {
        failures = List.copyOf(failures);
    }

    long failed() {
        return failures.stream().mapToLong(FuzzFailure::inputs).sum();
    }

    /** A row of a table in Markdown. */
    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,.0f | %,.0f |",
                kind,
                inputs,
                figures,
                refusals,
                failed(),
                inputs / seconds,
                slowestMillis);
    }
}
