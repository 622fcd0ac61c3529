/** The books of the second half alone, without Kafka. */
package org.lodewatch.benchmarks.books;
