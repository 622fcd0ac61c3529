package org.lodewatch.producer.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedItem.Edition;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedLine;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Compares each edition with the published one of its record set. Publishes new and changed lines, withdraws lines that
 * are gone, and leaves unchanged lines alone.
 *
 * <p>The revision of a line is the vintage of its edition. If a source changes figures without a new vintage, it is one
 * more than the highest of the set, so that it still replaces them.
 */
final class RecordSetDiff {

    private final Function<String, Map<String, byte[]>> state;
    private final ImportRules rules;
    private final Map<String, Map<String, byte[]>> published = new HashMap<>();

    /** @param state loads the newest editions, encoded and by key, of the record sets whose keys have a prefix */
    RecordSetDiff(Function<String, Map<String, byte[]>> state, ImportRules rules) {
        this.state = state;
        this.rules = rules;
    }

    /** The Kafka key of a record set. */
    static String key(FeedRecordSet set) {
        return new RecordSet(set.getDataset(), set.getReporter(), set.getPeriod(), set.getScope(), set.getBasis())
                .key();
    }

    /**
     * Adds the changes of an edition to a batch.
     *
     * @param periods checks that the dataset has one period length
     */
    void add(Edition edition, FeedPeriods periods, ImportBatch batch) {
        RecordSet set = edition.set();
        Map<String, byte[]> editions = published.computeIfAbsent(
                set.dataset() + "/" + set.reporter() + "/", prefix -> publishedEditions(prefix, set));
        Optional<FeedRecordSet> before =
                Optional.ofNullable(editions.get(set.key())).map(RecordSetDiff::decoded);
        if (before.isPresent() && edition.vintage() < before.get().getVintage()) {
            return;
        }
        long revision = before.map(last -> Math.max(edition.vintage(), last.getRevision() + 1))
                .orElse(edition.vintage());
        Map<String, FeedLine> lines = new LinkedHashMap<>();
        List<ImportRow> changes = changes(edition, before, revision, lines, periods, batch);
        batch.addAll(changes);
        boolean isNews = before.isPresent()
                ? !changes.isEmpty() || before.get().getVintage() != edition.vintage()
                : !lines.isEmpty();
        if (isNews) {
            FeedRecordSet after = new FeedRecordSet(
                    set.dataset(),
                    set.reporter(),
                    set.period(),
                    set.scope(),
                    set.basis(),
                    edition.vintage(),
                    changes.isEmpty() ? before.map(FeedRecordSet::getRevision).orElse(revision) : revision,
                    new ArrayList<>(lines.values()));
            editions.put(set.key(), encoded(after));
            batch.recordSet(after);
        }
    }

    /**
     * The rows that turn the edition before into this one.
     *
     * @param lines receives the lines of this edition, by record id
     * @param batch receives the rejected lines
     */
    private List<ImportRow> changes(
            Edition edition,
            Optional<FeedRecordSet> before,
            long revision,
            Map<String, FeedLine> lines,
            FeedPeriods periods,
            ImportBatch batch) {
        RecordSet set = edition.set();
        Map<String, FeedLine> gone = new LinkedHashMap<>();
        before.ifPresent(last -> last.getLines().forEach(line -> gone.put(line.getRecordId(), line)));
        List<ImportRow> changes = new ArrayList<>();
        for (Line line : edition.lines()) {
            RawImport raw = completed(line.fields(), set, revision);
            FeedLine last = gone.remove(raw.get(ImportField.RECORD_ID));
            try {
                ImportRow row = checked(raw, lines, periods);
                FeedLine now = feedLine(row);
                lines.put(row.recordId(), now);
                if (!now.equals(last)) {
                    changes.add(row);
                }
            } catch (RowFault fault) {
                batch.reject(new FeedItem.Rejected(
                        fault.reason(), set.key() + ": " + fault.getMessage(), line.source(), edition.cursor()));
                if (last != null) {
                    lines.put(last.getRecordId(), last); // the last valid figure is better than none
                }
            }
        }
        gone.values().forEach(line -> changes.add(withdrawn(line, set, revision)));
        return changes;
    }

    private Map<String, byte[]> publishedEditions(String prefix, RecordSet set) {
        Map<String, byte[]> editions = new HashMap<>(state.apply(prefix));
        // One of them is enough: each was compared with another one's basis when it was published.
        editions.values().stream().findFirst().map(RecordSetDiff::decoded).ifPresent(any -> {
            if (!any.getBasis().equals(set.basis())) {
                throw new OperatorException(
                        "dataset %s holds %s, and this feed has %s: give it a dataset of its own with --dataset"
                                .formatted(set.dataset(), any.getBasis(), set.basis()));
            }
        });
        return editions;
    }

    private static RawImport completed(RawImport fields, RecordSet set, long revision) {
        RawImport raw = fields.with(ImportField.DATASET, set.dataset())
                .with(ImportField.REPORTER, set.reporter())
                .with(ImportField.PERIOD, set.period())
                .with(ImportField.REVISION, Long.toString(revision));
        return raw.lacks(ImportField.RECORD_ID) ? raw.withComposedRecordId() : raw;
    }

    private ImportRow checked(RawImport raw, Map<String, FeedLine> lines, FeedPeriods periods) throws RowFault {
        ImportRow row = rules.check(raw);
        if (lines.containsKey(row.recordId())) {
            throw new RowFault(
                    RejectionReason.REPEATED_LINE,
                    "a second line of commodity code %s and origin %s; expected one of each"
                            .formatted(row.commodityCode(), row.origin()));
        }
        periods.requireOneLength(row);
        return row;
    }

    private static FeedLine feedLine(ImportRow row) {
        return new FeedLine(
                row.recordId(),
                row.origin(),
                row.commodityCode(),
                row.customsValueCents(),
                row.netWeightGrams().isPresent() ? row.netWeightGrams().getAsLong() : null);
    }

    private static ImportRow withdrawn(FeedLine line, RecordSet set, long revision) {
        return new ImportRow(
                set.dataset(),
                line.getRecordId(),
                revision,
                set.reporter(),
                line.getOrigin(),
                line.getCommodityCode(),
                set.period(),
                line.getCustomsValueCents(),
                line.getNetWeightGrams() == null ? OptionalLong.empty() : OptionalLong.of(line.getNetWeightGrams()),
                true);
    }

    private static byte[] encoded(FeedRecordSet set) {
        return Topics.FEED_RECORD_SETS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(Topics.FEED_RECORD_SETS.name(), set);
    }

    private static FeedRecordSet decoded(byte[] value) {
        return (FeedRecordSet) Topics.FEED_RECORD_SETS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .deserializer()
                .deserialize(Topics.FEED_RECORD_SETS.name(), value);
    }
}
