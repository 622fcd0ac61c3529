package org.lodewatch.benchmarks.experiment;

import java.util.Map;

/**
 * A job whose class this JVM does not have.
 *
 * @param className of a record that is a {@link Job}
 * @param components of the record by name
 * @param classPath with the job, what it needs, and this module
 */
public record OutsideJob(String className, Map<String, ?> components, String classPath) {}
