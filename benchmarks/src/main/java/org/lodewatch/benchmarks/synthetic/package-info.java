/** Synthetic trade, the same for the same seed, for benchmarks and tests. */
package org.lodewatch.benchmarks.synthetic;
