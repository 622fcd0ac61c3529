/** The inner loops of the topology, each alone, measured with JMH. */
package org.lodewatch.benchmarks.loops;
