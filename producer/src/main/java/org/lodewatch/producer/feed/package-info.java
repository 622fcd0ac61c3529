/**
 * The seam to the outside: where customs import records come from.
 *
 * <p>A source of your own is one class that implements {@link org.lodewatch.producer.feed.Feed}: it hands over each row
 * as the source wrote it, and where to go on after it. Validation, transactions, checkpoints and rejected rows are not
 * its business.
 */
package org.lodewatch.producer.feed;
