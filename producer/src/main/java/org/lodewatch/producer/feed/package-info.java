/**
 * The interface between a source of customs import records and the publisher.
 *
 * <p>To add a source, implement {@link org.lodewatch.producer.feed.Feed}. It returns each row as the source wrote it,
 * and where to resume after it. The publisher does the rest: validation, transactions, checkpoints and rejected rows.
 */
package org.lodewatch.producer.feed;
