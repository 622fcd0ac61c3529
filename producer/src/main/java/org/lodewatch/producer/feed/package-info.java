/**
 * The interface between a source of customs import records and the publisher.
 *
 * <p>A source of your own is one class that implements {@link org.lodewatch.producer.feed.Feed}: it returns each row as
 * the source wrote it, and where to resume after it. The publisher does the rest: validation, transactions, checkpoints
 * and rejected rows.
 */
package org.lodewatch.producer.feed;
