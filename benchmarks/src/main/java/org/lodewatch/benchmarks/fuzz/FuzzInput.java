package org.lodewatch.benchmarks.fuzz;

/** One generated input. */
interface FuzzInput {

    /**
     * Gives the input to the product and checks the result.
     *
     * @throws Exception if the result is neither a right figure nor a named refusal; also any unexpected exception of the
     *     product
     */
    Verdict check() throws Exception;

    /** The input for a message; control characters need not be escaped. */
    String shown();
}
