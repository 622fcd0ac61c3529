/** What a load of another size takes, reckoned from what the other benchmarks measure. */
package org.lodewatch.benchmarks.capacity;
