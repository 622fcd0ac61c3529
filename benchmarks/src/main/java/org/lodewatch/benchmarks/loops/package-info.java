/** The inner loops, each by itself, measured with JMH. */
package org.lodewatch.benchmarks.loops;
