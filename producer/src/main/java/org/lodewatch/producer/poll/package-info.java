/**
 * Polling of statistical offices, which publish a period at a time and publish it again when they have revised it. To
 * add a source, implement {@link org.lodewatch.producer.poll.StatisticsSource}; {@link
 * org.lodewatch.producer.poll.PollingFeed} turns it into a feed.
 */
package org.lodewatch.producer.poll;
