/**
 * Access to a Kafka cluster: connecting, waiting for results, reading partitions and topics to their end, creating and checking
 * topics, and explaining Kafka's errors to an operator.
 */
package org.lodewatch.clients.kafka;
