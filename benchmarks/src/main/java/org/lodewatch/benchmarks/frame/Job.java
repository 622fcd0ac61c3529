package org.lodewatch.benchmarks.frame;

/**
 * A piece of work that is done in a JVM of its own. Its class must be a record, since it travels there as JSON, and so
 * must its result, which travels back.
 */
@FunctionalInterface
public interface Job<R> {

    /** Does the work once. Whatever it throws is the benchmark's failure. */
    R run() throws Exception;
}
