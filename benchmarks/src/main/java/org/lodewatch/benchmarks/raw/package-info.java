/**
 * The limits that the machine and Kafka's plain clients set on the same log: consuming, decoding, and an exactly-once
 * loop. The code does the minimum, and recovers from nothing.
 */
package org.lodewatch.benchmarks.raw;
