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
import org.lodewatch.producer.feed.SourceLine;
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
    private final PublishedLines lines;
    private final ImportRules rules;
    private final RowChecks checks;
    private final FeedPeriods periods;
    private final Map<String, Map<String, byte[]>> published = new HashMap<>();

    /**
     * @param state loads the newest editions, encoded and by key, of the record sets whose keys have a prefix
     * @param lines the published lines of the sets of files, which rows without an edition may have changed
     * @param periods receives the periods of rejected lines
     */
    RecordSetDiff(
            Function<String, Map<String, byte[]>> state,
            PublishedLines lines,
            ImportRules rules,
            RowChecks checks,
            FeedPeriods periods) {
        this.state = state;
        this.lines = lines;
        this.rules = rules;
        this.checks = checks;
        this.periods = periods;
    }

    /** The Kafka key of a record set. */
    static String key(FeedRecordSet set) {
        return new RecordSet(set.getDataset(), set.getReporter(), set.getPeriod(), set.getScope(), set.getBasis())
                .key();
    }

    /**
     * Adds the changes of an edition to a batch.
     *
     * @return whether the edition is as new as the published one; an older one changes nothing
     */
    boolean add(Edition edition, ImportBatch batch) {
        RecordSet set = edition.set();
        Map<String, byte[]> editions = published.computeIfAbsent(
                set.dataset() + "/" + set.reporter() + "/", prefix -> publishedEditions(prefix, set));
        Optional<FeedRecordSet> before =
                Optional.ofNullable(editions.get(set.key())).map(RecordSetDiff::decoded);
        if (before.isPresent() && edition.vintage() < before.get().getVintage()) {
            return false;
        }
        Comparison comparison = new Comparison(edition, before, batch);
        List<ImportRow> changes = comparison.changes();
        batch.addAll(changes);
        boolean isNews = before.isPresent()
                ? !changes.isEmpty() || before.get().getVintage() != edition.vintage()
                : !comparison.now.isEmpty() || !changes.isEmpty();
        if (isNews) {
            FeedRecordSet after = new FeedRecordSet(
                    set.dataset(),
                    set.reporter(),
                    set.period(),
                    set.scope(),
                    set.basis(),
                    edition.vintage(),
                    changes.stream()
                            .mapToLong(ImportRow::revision)
                            .max()
                            .orElse(before.map(FeedRecordSet::getRevision).orElse(edition.vintage())),
                    new ArrayList<>(comparison.now.values()));
            editions.put(set.key(), encoded(after));
            batch.recordSet(after);
        }
        return true;
    }

    /** The rows that turn the published lines of a set into those of an edition. */
    private final class Comparison {

        private final Edition edition;
        private final RecordSet set;
        private final ImportBatch batch;
        private final long revision;

        /** The published lines that the edition has not had yet. */
        private final Map<String, FeedLine> gone = new LinkedHashMap<>();

        /** The lines of the edition, by record id. */
        private final Map<String, FeedLine> now = new LinkedHashMap<>();

        private final Map<String, SourceLine> sources = new HashMap<>();
        private final List<ImportRow> changes = new ArrayList<>();
        private boolean someRejected;

        Comparison(Edition edition, Optional<FeedRecordSet> before, ImportBatch batch) {
            this.edition = edition;
            this.set = edition.set();
            this.batch = batch;
            this.revision = before.map(last -> Math.max(edition.vintage(), last.getRevision() + 1))
                    .orElse(edition.vintage());
            if (set.ofFiles()) {
                gone.putAll(lines.of(set));
            } else {
                before.ifPresent(last -> last.getLines().forEach(line -> gone.put(line.getRecordId(), line)));
            }
        }

        List<ImportRow> changes() {
            edition.lines().forEach(this::compare);
            if (set.ofFiles() && someRejected) {
                now.putAll(gone); // they may be the lines that could not be used
            } else {
                gone.values().forEach(line -> change(withdrawn(line, set, revision(line.getRecordId())), line));
            }
            return changes;
        }

        private void compare(Line line) {
            RawImport raw = completed(line.fields(), set);
            raw.with(ImportField.REVISION, Long.toString(revision(raw.get(ImportField.RECORD_ID))));
            FeedLine last = gone.remove(raw.get(ImportField.RECORD_ID));
            try {
                ImportRow row = rules.check(raw);
                FeedLine read = feedLine(row);
                if (set.ofFiles() && read.equals(now.get(row.recordId()))) {
                    checks.countRepeat();
                    return;
                }
                requireOnce(row);
                checks.checkLine(row, line.source());
                now.put(row.recordId(), read);
                sources.put(row.recordId(), line.source());
                if (!read.equals(last)) {
                    change(row, read);
                }
            } catch (RowFault fault) {
                batch.reject(new FeedItem.Rejected(
                        fault.reason(), set.key() + ": " + fault.getMessage(), line.source(), edition.cursor()));
                someRejected = true;
                if (fault.reason() != RejectionReason.MIXED_PERIOD_LENGTHS) {
                    periods.reject(set.dataset(), set.reporter(), set.period());
                }
                if (last != null) {
                    now.put(last.getRecordId(), last); // the last valid figure is better than none
                }
            }
        }

        private void requireOnce(ImportRow row) throws RowFault {
            if (!now.containsKey(row.recordId())) {
                return;
            }
            if (set.ofFiles() && sources.containsKey(row.recordId())) {
                SourceLine first = sources.get(row.recordId());
                throw RowChecks.conflict(row, "line %d of %s".formatted(first.line(), first.file()));
            }
            throw new RowFault(
                    RejectionReason.REPEATED_LINE,
                    "a second line of commodity code %s and origin %s; expected one of each"
                            .formatted(row.commodityCode(), row.origin()));
        }

        /** The lines of an office share a revision; a line of a file may have been published under any. */
        private long revision(String recordId) {
            if (!set.ofFiles()) {
                return revision;
            }
            OptionalLong last = lines.revision(set.dataset(), recordId);
            return last.isPresent() ? Math.max(edition.vintage(), last.getAsLong() + 1) : edition.vintage();
        }

        private void change(ImportRow row, FeedLine line) {
            changes.add(row);
            if (set.ofFiles()) {
                lines.publish(row, set, line);
            }
        }
    }

    private Map<String, byte[]> publishedEditions(String prefix, RecordSet set) {
        Map<String, byte[]> editions = new HashMap<>(state.apply(prefix));
        // One of them is enough: each was compared with another one's basis when it was published.
        editions.values().stream().findFirst().map(RecordSetDiff::decoded).ifPresent(any -> {
            if (!any.getBasis().equals(set.basis())) {
                throw new OperatorException(
                        "dataset %s holds %s, and this feed has %s: give it a dataset of its own with %s"
                                .formatted(
                                        set.dataset(),
                                        any.getBasis(),
                                        set.basis(),
                                        set.ofFiles() ? "--set dataset=NAME" : "--dataset"));
            }
        });
        return editions;
    }

    private static RawImport completed(RawImport fields, RecordSet set) {
        RawImport raw = fields.with(ImportField.DATASET, set.dataset())
                .with(ImportField.REPORTER, set.reporter())
                .with(ImportField.PERIOD, set.period());
        return raw.lacks(ImportField.RECORD_ID) ? raw.withComposedRecordId() : raw;
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
