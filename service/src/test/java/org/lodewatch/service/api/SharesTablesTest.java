package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.Measure;

/** What is kept of the rows that were asked for. */
class SharesTablesTest {

    private static final BookKey.Owner US = new BookKey.Owner("census", "US");
    private static final CompressedText TEXT = CompressedText.of(new byte[100]);

    private static TableQuery top(int suppliers) {
        return new TableQuery(Set.of(), Optional.empty(), Measure.VALUE, suppliers, List.of(), 0);
    }

    @Test
    void rowsOfAnotherVersionAreNotFound() {
        SharesTables tables = new SharesTables(1_000_000);
        tables.keep(US, top(5), 7, TEXT);

        assertThat(tables.find(US, top(5), 7)).contains(TEXT);
        assertThat(tables.find(US, top(5), 8)).isEmpty();
        assertThat(tables.find(US, top(4), 7)).isEmpty();
        assertThat(tables.find(new BookKey.Owner("census", "DE"), top(5), 7)).isEmpty();
    }

    @Test
    void thoseThatWereAskedForLeastRecentlyAreDeletedFirst() {
        SharesTables tables = new SharesTables(1_000);
        tables.keep(US, top(1), 1, TEXT);
        tables.keep(US, top(2), 1, TEXT);
        tables.keep(US, top(3), 1, TEXT);
        assertThat(tables.find(US, top(1), 1)).isPresent();

        tables.keep(US, top(4), 1, TEXT);

        assertThat(tables.find(US, top(2), 1)).isEmpty();
        assertThat(List.of(1, 3, 4))
                .allMatch(suppliers -> tables.find(US, top(suppliers), 1).isPresent());
        assertThat(tables.bytes()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void rowsThatAreReplacedDoNotCountTwice() {
        SharesTables tables = new SharesTables(1_000);
        tables.keep(US, top(1), 1, TEXT);
        long once = tables.bytes();
        tables.keep(US, top(1), 2, TEXT);

        assertThat(tables.bytes()).isEqualTo(once);
    }
}
