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
import org.lodewatch.producer.rules.UndeclaredPeriods;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedLine;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Turns editions into revisions: compares each with what has been published of its record set, and publishes what is
 * new or has changed, takes back what has gone, and leaves alone what is as it was.
 *
 * <p>A line's revision is the vintage it came with. Where a source changes figures without a new vintage, it is one more
 * than the set's highest, so that it still replaces them.
 */
final class RecordSetDiff {

    private final Function<String, Map<String, byte[]>> memory;
    private final ImportRules rules;
    private final Map<String, Map<String, byte[]>> published = new HashMap<>();

    /**
     * @param memory the record sets published so far, encoded, by key, of those whose keys have a prefix
     */
    RecordSetDiff(Function<String, Map<String, byte[]>> memory, ImportRules rules) {
        this.memory = memory;
        this.rules = rules;
    }

    /** The Kafka key of a record set. */
    static String key(FeedRecordSet set) {
        return new RecordSet(set.getDataset(), set.getReporter(), set.getPeriod(), set.getScope(), set.getBasis())
                .key();
    }

    /**
     * Adds to a batch what an edition changes.
     *
     * @param lengths holds the dataset to one period length
     */
    void take(Edition edition, UndeclaredPeriods lengths, ImportBatch batch) {
        RecordSet set = edition.set();
        Map<String, byte[]> known = published.computeIfAbsent(
                set.dataset() + "/" + set.reporter() + "/", prefix -> remembered(prefix, set));
        Optional<FeedRecordSet> before =
                Optional.ofNullable(known.get(set.key())).map(RecordSetDiff::decoded);
        if (before.filter(last -> edition.vintage() < last.getVintage()).isPresent()) {
            return;
        }
        Map<String, FeedLine> gone = new LinkedHashMap<>();
        before.ifPresent(last -> last.getLines().forEach(line -> gone.put(line.getRecordId(), line)));
        long revision = before.map(last -> Math.max(edition.vintage(), last.getRevision() + 1))
                .orElse(edition.vintage());

        Map<String, FeedLine> lines = new LinkedHashMap<>();
        List<ImportRow> changes = new ArrayList<>();
        for (Line line : edition.lines()) {
            RawImport raw = completed(line.fields(), set, revision);
            FeedLine last = gone.remove(raw.get(ImportField.RECORD_ID));
            try {
                ImportRow row = checked(raw, lines, lengths);
                FeedLine now = feedLine(row);
                lines.put(row.recordId(), now);
                if (!now.equals(last)) {
                    changes.add(row);
                }
            } catch (RowFault fault) {
                batch.reject(new FeedItem.Rejected(
                        fault.reason(), set.key() + ": " + fault.getMessage(), line.source(), edition.cursor()));
                if (last != null) {
                    lines.put(last.getRecordId(), last); // better the last good figure than none
                }
            }
        }
        gone.values().forEach(line -> changes.add(withdrawn(line, set, revision)));

        batch.addAll(changes);
        boolean news = before.isPresent()
                ? !changes.isEmpty() || before.get().getVintage() != edition.vintage()
                : !lines.isEmpty();
        if (news) {
            long highest =
                    changes.isEmpty() ? before.map(FeedRecordSet::getRevision).orElse(revision) : revision;
            FeedRecordSet after = new FeedRecordSet(
                    set.dataset(),
                    set.reporter(),
                    set.period(),
                    set.scope(),
                    set.basis(),
                    edition.vintage(),
                    highest,
                    new ArrayList<>(lines.values()));
            known.put(set.key(), encoded(after));
            batch.remember(after);
        }
    }

    private Map<String, byte[]> remembered(String prefix, RecordSet set) {
        Map<String, byte[]> sets = new HashMap<>(memory.apply(prefix));
        // All sets under a prefix were held to the first one's basis when they were published.
        sets.values().stream().findFirst().map(RecordSetDiff::decoded).ifPresent(any -> {
            if (!any.getBasis().equals(set.basis())) {
                throw new OperatorException(
                        "dataset %s holds %s, and this feed has %s: give it a dataset of its own with --dataset"
                                .formatted(set.dataset(), any.getBasis(), set.basis()));
            }
        });
        return sets;
    }

    private static RawImport completed(RawImport fields, RecordSet set, long revision) {
        RawImport raw = fields.with(ImportField.DATASET, set.dataset())
                .with(ImportField.REPORTER, set.reporter())
                .with(ImportField.PERIOD, set.period())
                .with(ImportField.REVISION, Long.toString(revision));
        return raw.lacks(ImportField.RECORD_ID) ? raw.withComposedRecordId() : raw;
    }

    private ImportRow checked(RawImport raw, Map<String, FeedLine> sofar, UndeclaredPeriods lengths) throws RowFault {
        ImportRow row = rules.check(raw);
        if (sofar.containsKey(row.recordId())) {
            throw new RowFault(
                    RejectionReason.REPEATED_LINE,
                    "a second line of commodity code %s and origin %s; expected one of each"
                            .formatted(row.commodityCode(), row.origin()));
        }
        lengths.holdToOneLength(row);
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
        return Topics.FEED_RECORD_SETS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .deserializer()
                .deserialize(Topics.FEED_RECORD_SETS.name(), value);
    }
}
