package org.lodewatch.local.shares;

import java.util.Comparator;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;

/** One dataset's view of one reporter's imports of one mineral. */
record Book(String dataset, String reporter, String mineral) {

    static final Comparator<Book> ORDER =
            Comparator.comparing(Book::dataset).thenComparing(Book::reporter).thenComparing(Book::mineral);

    static Book of(MineralShares shares) {
        return new Book(shares.getDataset(), shares.getReporter(), shares.getMineral());
    }

    static Book of(DependenceAlert alert) {
        return new Book(alert.getDataset(), alert.getReporter(), alert.getMineral());
    }
}
