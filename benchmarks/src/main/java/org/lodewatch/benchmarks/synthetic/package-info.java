/** Made-up trade, the same each time, for trials of everything behind it. */
package org.lodewatch.benchmarks.synthetic;
