/**
 * The frame of all benchmarks. An {@link org.lodewatch.benchmarks.experiment.Experiment} starts a broker, and perhaps
 * instances of the topology, in JVMs of their own. It runs its jobs in fresh JVMs
 * ({@link org.lodewatch.benchmarks.experiment.JobProcess}), measures what they use, and prints a
 * {@link org.lodewatch.benchmarks.experiment.ResultTable}.
 */
package org.lodewatch.benchmarks.experiment;
