/** Tells whether the product has become slower or larger, by ratios within one run, so that any machine can ask. */
package org.lodewatch.benchmarks.guard;
