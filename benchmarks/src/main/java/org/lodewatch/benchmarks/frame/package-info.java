/**
 * What every benchmark stands on: a broker in a JVM of its own ({@link org.lodewatch.benchmarks.frame.Rig}), jobs in
 * JVMs of theirs ({@link org.lodewatch.benchmarks.frame.ChildJvm}), what they cost
 * ({@link org.lodewatch.benchmarks.frame.CostMeter}), and the report ({@link org.lodewatch.benchmarks.frame.Report}).
 */
package org.lodewatch.benchmarks.frame;
