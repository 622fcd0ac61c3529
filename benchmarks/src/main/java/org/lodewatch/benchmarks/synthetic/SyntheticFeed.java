package org.lodewatch.benchmarks.synthetic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lodewatch.benchmarks.synthetic.SyntheticRows.Kind;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.SourceLine;

/**
 * Load for trials: as many rows of made-up trade as wanted, the same for the same seed, with the repetitions,
 * revisions, withdrawals and faults of real feeds.
 */
public final class SyntheticFeed implements Feed {

    private final SyntheticTrade trade;
    private final long seed;
    private final long records;

    /**
     * Asked for more records, a feed of the same seed goes on where it ended.
     *
     * @param records how many rows there are, repeated and invalid ones too
     */
    public SyntheticFeed(SyntheticTrade trade, long seed, long records) {
        this.trade = trade;
        this.seed = seed;
        this.records = records;
    }

    @Override
    public String id() {
        return "synthetic:" + trade.dataset() + ":" + seed;
    }

    /** Opens it at one of its rows, counted from 0. */
    public FeedReader openAt(long row) {
        return new Rows(OptionalLong.of(row), origin());
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        String origin = origin();
        // A cursor of another trade means other rows.
        OptionalLong next = cursor.filter(text -> text.endsWith(origin))
                .map(text -> OptionalLong.of(Long.parseLong(text.substring(0, text.indexOf('@')))))
                .orElse(OptionalLong.empty());
        return new Rows(next, origin);
    }

    /** What the cursors of this trade end with. */
    private String origin() {
        return "@" + Integer.toHexString(List.of(trade, seed).hashCode());
    }

    private final class Rows implements FeedReader {

        private final SyntheticRows rows = new SyntheticRows(trade, seed);
        private final boolean resumed;
        private final String origin;
        private volatile long next;

        Rows(OptionalLong next, String origin) {
            this.resumed = next.isPresent();
            this.next = next.orElse(0);
            this.origin = origin;
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public Optional<FeedItem> next() {
            if (next >= records) {
                return Optional.empty();
            }
            long index = next;
            var row = rows.row(index);
            byte[] raw = rows.kind(index) == Kind.INVALID ? SyntheticRows.text(row) : new byte[0];
            next = index + 1;
            return Optional.of(new FeedItem.Row(row, new SourceLine(id(), index + 1, raw), next + origin));
        }

        /** In rows. */
        @Override
        public long bytesRead() {
            return next;
        }

        @Override
        public OptionalLong bytesTotal() {
            return OptionalLong.of(records);
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }
}
