package org.lodewatch.benchmarks.fuzz;

/** The product gave neither a right figure nor a named refusal. */
final class WrongAnswer extends Exception {

    private static final long serialVersionUID = 1;

    private final String cause;

    /**
     * @param cause in a few words, the same for all inputs that fail in the same way
     * @param detail of this input
     */
    WrongAnswer(String cause, String detail) {
        super(cause + ": " + detail);
        this.cause = cause;
    }

    /** What is wrong, without the details of the input. */
    String cause() {
        return cause;
    }

    /** @throws WrongAnswer unless both are equal */
    static void requireEqual(String figure, Object expected, Object found) throws WrongAnswer {
        if (!expected.equals(found)) {
            throw new WrongAnswer("wrong " + figure, "expected %s, found %s".formatted(expected, found));
        }
    }
}
