package org.lodewatch.benchmarks.experiment;

/** A benchmark has no valid result. The message explains why, in one line. */
public final class BenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchmarkException(String message) {
        super(message);
    }
}
