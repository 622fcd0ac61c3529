package org.lodewatch.producer.publish;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.FeedLine;

/**
 * The lines in force, in the log, of the record sets that files cover. It is kept up to date with what the run publishes.
 * Its size depends on the lines of these sets. Not thread-safe.
 */
final class PublishedLines {

    /** The newest revision of a record id; {@code set} is empty if the line is withdrawn or elsewhere. */
    private record Entry(long revision, String set, FeedLine line) {}

    private final BiConsumer<Set<String>, BiConsumer<String, CustomsImport>> log;
    private final Set<String> covered = new HashSet<>();
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Map<String, FeedLine>> inForce = new HashMap<>();

    /** @param log passes on each record of some datasets in the log, in the order of publication */
    PublishedLines(BiConsumer<Set<String>, BiConsumer<String, CustomsImport>> log) {
        this.log = log;
    }

    /** Reads the published lines of these sets. */
    void cover(Iterable<RecordSet> sets) {
        covered.clear();
        entries.clear();
        inForce.clear();
        Set<String> datasets = new HashSet<>();
        sets.forEach(set -> {
            covered.add(set.key());
            datasets.add(set.dataset());
        });
        log.accept(datasets, (recordId, line) -> {
            String id = id(line.getDataset(), recordId);
            String set = RecordSet.ofCode(
                            line.getDataset(), line.getReporter(), line.getPeriod(), line.getCommodityCode())
                    .key();
            Entry before = entries.get(id);
            boolean concerned = before != null || covered.contains(set);
            if (concerned && (before == null || line.getRevision() > before.revision())) {
                put(id, line.getRevision(), line.getWithdrawn() ? "" : set, feedLine(recordId, line));
            }
        });
    }

    /** The lines in force of a set, by record id; a copy. */
    Map<String, FeedLine> of(RecordSet set) {
        return new LinkedHashMap<>(inForce.getOrDefault(set.key(), Map.of()));
    }

    /** The newest published revision of a record id; empty if it was not published in these sets. */
    OptionalLong revision(String dataset, String recordId) {
        Entry entry = entries.get(id(dataset, recordId));
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.revision());
    }

    /** A row is published, by this run. */
    void publish(ImportRow row, RecordSet set, FeedLine line) {
        put(id(row.dataset(), row.recordId()), row.revision(), row.withdrawn() ? "" : set.key(), line);
    }

    private void put(String id, long revision, String set, FeedLine line) {
        Entry before = entries.put(id, new Entry(revision, set, line));
        if (before != null && !before.set().isEmpty()) {
            inForce.get(before.set()).remove(line.getRecordId());
        }
        if (!set.isEmpty()) {
            inForce.computeIfAbsent(set, none -> new TreeMap<>()).put(line.getRecordId(), line);
        }
    }

    private static FeedLine feedLine(String recordId, CustomsImport line) {
        return new FeedLine(
                recordId,
                line.getOrigin(),
                line.getCommodityCode(),
                line.getCustomsValueCents(),
                line.getNetWeightGrams());
    }

    private static String id(String dataset, String recordId) {
        return dataset + "/" + recordId;
    }
}
