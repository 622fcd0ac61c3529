package org.lodewatch.producer.edition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SummedRows;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;

/**
 * Adds up the rows of one dataset, record id and revision within a file, such as those of several customs districts. The
 * weight of a sum is unknown if one of its rows has none. Rows that cannot be used, and rows that withdraw a line, pass as
 * they are.
 *
 * @param vintage the revision of rows without one; empty if such rows cannot be used
 */
record SummedFeed(Feed feed, ImportRules rules, OptionalLong vintage) implements Feed {

    @Override
    public String id() {
        return feed.id();
    }

    @Override
    public DatasetDeclaration declaration() {
        return feed.declaration();
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        return BufferedInput.open(feed, cursor, () -> new Sums(rules, vintage));
    }

    private static final class Sum {

        private final FeedItem.Row first;
        private long cents;
        private OptionalLong grams;
        private long rows = 1;

        Sum(FeedItem.Row first, ImportRow row) {
            this.first = first;
            this.cents = row.customsValueCents();
            this.grams = row.netWeightGrams();
        }

        void add(ImportRow more) {
            cents = Math.addExact(cents, more.customsValueCents());
            grams = grams.isPresent() && more.netWeightGrams().isPresent()
                    ? OptionalLong.of(Math.addExact(
                            grams.getAsLong(), more.netWeightGrams().getAsLong()))
                    : OptionalLong.empty();
            rows++;
        }

        RawImport fields() {
            if (rows == 1) {
                return first.fields();
            }
            return first.fields()
                    .with(ImportField.CUSTOMS_VALUE_USD, decimal(cents, 2))
                    .with(ImportField.NET_WEIGHT_KG, grams.isPresent() ? decimal(grams.getAsLong(), 3) : "");
        }

        private static String decimal(long units, int decimals) {
            return BigDecimal.valueOf(units, decimals).toPlainString();
        }
    }

    private static final class Sums implements BufferedInput.Arrangement {

        private record Key(String dataset, String recordId, long revision) {}

        private final ImportRules rules;
        private final OptionalLong vintage;
        private final List<Function<String, FeedItem>> others = new ArrayList<>();
        private final Map<Key, Sum> sums = new LinkedHashMap<>();
        private long summed;

        Sums(ImportRules rules, OptionalLong vintage) {
            this.rules = rules;
            this.vintage = vintage;
        }

        @Override
        public void add(FeedItem item) {
            if (item instanceof FeedItem.Row row) {
                add(row);
            } else if (item instanceof FeedItem.Rejected row) {
                others.add(cursor -> new FeedItem.Rejected(row.reason(), row.message(), row.source(), cursor));
            }
        }

        private void add(FeedItem.Row row) {
            if (vintage.isPresent() && row.fields().lacks(ImportField.REVISION)) {
                row.fields().with(ImportField.REVISION, Long.toString(vintage.getAsLong()));
            }
            try {
                ImportRow valid = rules.check(row.fields());
                if (!valid.withdrawn()) {
                    add(row, valid);
                    return;
                }
            } catch (RowFault fault) {
                // It is rejected where all rows are checked.
            }
            others.add(cursor -> new FeedItem.Row(row.fields(), row.source(), cursor));
        }

        private void add(FeedItem.Row row, ImportRow valid) {
            Key key = new Key(valid.dataset(), valid.recordId(), valid.revision());
            Sum sum = sums.get(key);
            if (sum == null) {
                sums.put(key, new Sum(row, valid));
            } else {
                sum.add(valid);
            }
            summed++;
        }

        @Override
        public List<Function<String, FeedItem>> items() {
            return Stream.concat(
                            others.stream(),
                            sums.values().stream()
                                    .<Function<String, FeedItem>>map(sum ->
                                            cursor -> new FeedItem.Row(sum.fields(), sum.first.source(), cursor)))
                    .toList();
        }

        @Override
        public SummedRows summedRows() {
            return new SummedRows(summed, sums.size());
        }
    }
}
