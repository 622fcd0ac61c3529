/** The same job as the documentation of Kafka Streams teaches it, for comparison. */
package org.lodewatch.benchmarks.textbook;
