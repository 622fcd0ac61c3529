package org.lodewatch.benchmarks.synthetic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * A feed of synthetic trade: any number of rows, the same for the same seed, with the repetitions, revisions, withdrawals
 * and invalid rows of real feeds.
 */
public final class SyntheticFeed implements Feed {

    private final SyntheticTrade trade;
    private final long seed;
    private final long records;
    private final SyntheticRows rows;

    /**
     * A feed with more records begins with the same rows.
     *
     * @param records number of rows, repeated and invalid ones included
     */
    public SyntheticFeed(SyntheticTrade trade, long seed, long records) {
        this.trade = trade;
        this.seed = seed;
        this.records = records;
        this.rows = new SyntheticRows(trade, seed);
    }

    /** A row that passes the rules of feeds, as text and checked. */
    public record ValidRow(RawImport fields, ImportRow row) {}

    /** The valid rows from one row on, counted from 0. */
    public Stream<ValidRow> validRows(long from) {
        Catalogue catalogue = Catalogue.bundled();
        ImportRules rules = ImportRules.of(catalogue);
        return LongStream.range(from, records).mapToObj(rows::row).flatMap(fields -> {
            try {
                return Stream.of(new ValidRow(fields, rules.check(fields)));
            } catch (RowFault e) {
                return Stream.empty();
            }
        });
    }

    @Override
    public String id() {
        return "synthetic:" + trade.dataset() + ":" + seed;
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        String origin = "@" + Integer.toHexString(List.of(trade, seed).hashCode());
        // A cursor of another trade belongs to other rows.
        return new RowReader(
                origin,
                cursor.filter(text -> text.endsWith(origin))
                        .map(text -> Long.parseLong(text.substring(0, text.indexOf('@')))));
    }

    private final class RowReader implements FeedReader {

        private final String origin;
        private final boolean resumed;
        private volatile long next;

        /** @param origin end of all cursors of this trade */
        RowReader(String origin, Optional<Long> next) {
            this.origin = origin;
            this.resumed = next.isPresent();
            this.next = next.orElse(0L);
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
            RawImport row = rows.row(next);
            byte[] raw = rows.isInvalid(next) ? SyntheticRows.text(row) : new byte[0];
            next++;
            return Optional.of(new FeedItem.Row(row, new SourceLine(id(), next, raw), next + origin));
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
            // Nothing is open.
        }
    }
}
