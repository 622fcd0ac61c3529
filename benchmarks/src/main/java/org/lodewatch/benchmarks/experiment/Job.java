package org.lodewatch.benchmarks.experiment;

/** Work for a JVM of its own. Its class and that of its result are records, which travel as JSON. */
@FunctionalInterface
public interface Job<R> {

    /** Does the work once. An exception makes the benchmark fail. */
    R run() throws Exception;
}
