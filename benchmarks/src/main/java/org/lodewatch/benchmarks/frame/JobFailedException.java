package org.lodewatch.benchmarks.frame;

/** A job gave no result, or a wrong one. */
public final class JobFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobFailedException(String message) {
        super(message);
    }
}
