package org.lodewatch.producer.edition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * Publishes a file as an edition: as everything that the source now has of what the file covers, that is, of each dataset,
 * reporter, period and four-digit heading that occurs in it.
 *
 * @param vintage of rows without a revision; the vintage of an edition is the highest revision of its dataset in the file
 */
record EditionFeed(Feed feed, ImportRules rules, long vintage) implements Feed {

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
        return BufferedInput.open(feed, cursor, () -> new Editions(rules, vintage));
    }

    private static final class Editions implements BufferedInput.Arrangement {

        private static final Pattern REVISION = Pattern.compile("[0-9]{1,18}");

        private record EditionRow(RecordSet set, long revision, FeedItem.Line line, boolean withdrawn) {}

        private final ImportRules rules;
        private final long vintage;
        private final List<Function<String, FeedItem>> others = new ArrayList<>();
        private final Map<String, Long> vintages = new HashMap<>();
        private final Set<RecordSet> covered = new HashSet<>();

        /** The rows of the highest revision of each record id, by dataset and id. */
        private final Map<String, List<EditionRow>> rows = new HashMap<>();

        Editions(ImportRules rules, long vintage) {
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
            RawImport fields = row.fields();
            if (!isPlaceable(fields)) {
                // It is rejected where all rows are checked.
                others.add(cursor -> new FeedItem.Row(fields, row.source(), cursor));
                return;
            }
            if (fields.lacks(ImportField.RECORD_ID)) {
                fields.withComposedRecordId();
            }
            long revision =
                    fields.lacks(ImportField.REVISION) ? vintage : Long.parseLong(fields.get(ImportField.REVISION));
            RecordSet set = RecordSet.ofCode(
                    fields.get(ImportField.DATASET),
                    fields.get(ImportField.REPORTER),
                    fields.get(ImportField.PERIOD),
                    fields.get(ImportField.COMMODITY_CODE));
            vintages.merge(set.dataset(), revision, Math::max);
            List<EditionRow> same = rows.computeIfAbsent(
                    set.dataset() + "/" + fields.get(ImportField.RECORD_ID), none -> new ArrayList<>(1));
            if (!same.isEmpty() && same.get(0).revision() < revision) {
                covered.addAll(same.stream().map(EditionRow::set).toList());
                same.clear();
            }
            if (same.isEmpty() || same.get(0).revision() == revision) {
                boolean withdrawn = fields.get(ImportField.WITHDRAWN).equals("true");
                same.add(new EditionRow(set, revision, new FeedItem.Line(fields, row.source()), withdrawn));
            } else {
                covered.add(set);
            }
        }

        /** Whether the record set of a row is certain, even if the row cannot be used. */
        private boolean isPlaceable(RawImport fields) {
            boolean readable = ImportBounds.isDataset(fields.get(ImportField.DATASET))
                    && rules.knownCountry().test(fields.get(ImportField.REPORTER))
                    && ImportBounds.isCommodityCode(fields.get(ImportField.COMMODITY_CODE))
                    && (fields.lacks(ImportField.REVISION)
                            || REVISION.matcher(fields.get(ImportField.REVISION))
                                    .matches());
            return readable && rules.isPeriod(fields.get(ImportField.PERIOD));
        }

        /** The sets that the file covers, and then an edition of each, by key. */
        @Override
        public List<Function<String, FeedItem>> items() {
            Map<String, RecordSet> sets = new TreeMap<>();
            Map<String, List<FeedItem.Line>> lines = new HashMap<>();
            covered.forEach(set -> sets.put(set.key(), set));
            rows.values()
                    .forEach(same -> same.forEach(row -> {
                        sets.put(row.set().key(), row.set());
                        if (!row.withdrawn()) {
                            lines.computeIfAbsent(row.set().key(), none -> new ArrayList<>())
                                    .add(row.line());
                        }
                    }));
            rows.clear();
            List<Function<String, FeedItem>> items = new ArrayList<>();
            items.add(cursor -> new FeedItem.Covers(List.copyOf(sets.values()), cursor));
            items.addAll(others);
            sets.forEach((key, set) -> {
                List<FeedItem.Line> inOrder = lines.getOrDefault(key, new ArrayList<>());
                inOrder.sort(Comparator.comparingLong(line -> line.source().line()));
                items.add(cursor -> new FeedItem.Edition(set, vintages.get(set.dataset()), inOrder, cursor));
            });
            return items;
        }

        /** A run that continues needs the covered sets too. */
        @Override
        public int needed() {
            return 1;
        }
    }
}
