/**
 * Statistical offices: they publish a period at a time, and publish it again when they have revised it. An office of
 * your own is one class that implements {@link org.lodewatch.producer.poll.StatisticsSource}.
 */
package org.lodewatch.producer.poll;
