package org.lodewatch.benchmarks.fuzz;

/** Makes the inputs of one kind. Safe for use by several threads. */
interface InputSource extends AutoCloseable {

    /** One input, which depends on these chances alone. */
    FuzzInput input(Chance chance) throws Exception;

    @Override
    default void close() {}
}
