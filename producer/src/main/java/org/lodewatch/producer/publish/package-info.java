/**
 * Publishes feeds to Kafka. A {@link org.lodewatch.producer.publish.FeedRun} reads the items of a feed, and an
 * {@link org.lodewatch.producer.publish.ImportPublisher} commits records, rejected rows, declared periods and the
 * checkpoint together, one transaction a batch.
 */
package org.lodewatch.producer.publish;
