package org.lodewatch.benchmarks.frame;

/**
 * What a piece of work took of the machine.
 *
 * @param cpuSeconds processor time of the JVM that did it, all its threads, garbage collector and compilers too
 * @param brokerCpuSeconds processor time of the broker meanwhile
 * @param peakMemoryBytes resident memory of the JVM at its highest meanwhile; 0 where the system does not tell
 */
public record Cost(double cpuSeconds, double brokerCpuSeconds, long peakMemoryBytes) {}
