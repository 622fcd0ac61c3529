/** The product path, as benchmarks run it. */
package org.lodewatch.benchmarks.product;
