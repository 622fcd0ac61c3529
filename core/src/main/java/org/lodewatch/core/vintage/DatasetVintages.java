package org.lodewatch.core.vintage;

import java.time.Instant;
import org.lodewatch.core.book.BookKey.Owner;

/**
 * How often a dataset and reporter was published.
 *
 * @param releases how many, 1 or more
 * @param revisions how many of them have changed a figure of a period that was complete before
 * @param first when the first was published
 * @param last when the last was published
 */
public record DatasetVintages(Owner owner, int releases, int revisions, Instant first, Instant last) {

    /** Whether no complete period was ever changed, so that what was known then is what is known now. */
    public boolean isSingle() {
        return revisions == 0;
    }
}
