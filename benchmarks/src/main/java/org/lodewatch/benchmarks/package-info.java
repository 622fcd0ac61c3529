/** Benchmarks of Lodewatch on the machine at hand, with the limits that the machine sets. */
package org.lodewatch.benchmarks;
