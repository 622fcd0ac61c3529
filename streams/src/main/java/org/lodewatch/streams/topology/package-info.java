/**
 * The Kafka Streams topology: customs imports to shares to alerts.
 *
 * <p>{@link org.lodewatch.streams.topology.DependenceTopology} shows it as a whole. Each processor is named after its node. The
 * processors fetch, call and forward; ledger, books, policies and alerts are in {@code org.lodewatch.core}.
 */
package org.lodewatch.streams.topology;
