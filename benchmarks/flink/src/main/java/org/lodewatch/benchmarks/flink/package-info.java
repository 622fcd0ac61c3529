/**
 * The job of the benchmarks in Apache Flink, as a peer of the product. It is not part of the usual build: {@code
 * benchmarks/run replay --jobs flink} builds it with the profile {@code flink}.
 */
package org.lodewatch.benchmarks.flink;
