package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;

class ReadAheadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SourceLine SOURCE = new SourceLine("test", 1, new byte[0]);
    private static final RecordSet SET = RecordSet.ofCode("test", "US", "2026-01", "811010");

    private static FeedItem row(int number) {
        return new FeedItem.Row(new RawImport(), SOURCE, "row " + number);
    }

    private static FeedItem edition(int lines) {
        return new FeedItem.Edition(
                SET, 1, Collections.nCopies(lines, new FeedItem.Line(new RawImport(), SOURCE)), "edition of " + lines);
    }

    private static FeedReader reader(List<FeedItem> items) {
        Iterator<FeedItem> rest = items.iterator();
        return new FeedReader() {

            @Override
            public boolean resumed() {
                return false;
            }

            @Override
            public Optional<FeedItem> next() {
                return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void itemsOfAnySizeAreReturnedInOrderToTheEnd() throws InterruptedException {
        List<FeedItem> items = new ArrayList<>();
        for (int number = 0; number < 12_345; number++) {
            items.add(row(number));
        }
        // Larger than the queue: it waits until all rows before it are taken, fewer than are freed at once among them.
        items.add(edition(100_000));
        items.add(row(1));
        items.add(edition(0));
        items.add(edition(5_000));
        items.add(row(2));
        List<FeedItem> returned = new ArrayList<>();
        try (ReadAhead ahead = new ReadAhead("test", reader(items))) {
            for (Optional<FeedItem> item = ahead.poll(PATIENCE); item.isPresent(); item = ahead.poll(PATIENCE)) {
                returned.add(item.get());
            }
            assertThat(ahead.ended()).isTrue();
        }
        assertThat(returned).isEqualTo(items);
    }
}
