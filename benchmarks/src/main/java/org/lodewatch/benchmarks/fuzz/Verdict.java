package org.lodewatch.benchmarks.fuzz;

/** What is right about the result of an input. */
enum Verdict {
    /** The input was used, and the figures are those of an independent computation. */
    FIGURES,
    /** The input, or a part of it, was refused with a reason in one line. */
    REFUSAL;

    static Verdict refusedIf(boolean refused) {
        return refused ? REFUSAL : FIGURES;
    }
}
