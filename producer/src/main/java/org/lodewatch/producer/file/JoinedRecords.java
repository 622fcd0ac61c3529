package org.lodewatch.producer.file;

import static org.lodewatch.producer.feed.ImportField.CUSTOMS_VALUE_USD;
import static org.lodewatch.producer.feed.ImportField.NET_WEIGHT_KG;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.file.LayoutRows.Figure;
import org.lodewatch.producer.file.LayoutRows.Measure;

/**
 * Joins the values and weights of a file with one row an indicator, in any order. All records of the file are in memory
 * until its end, with some 800 bytes each. Where a file has several values of one key, such as by customs district, the
 * first value gets the first weight, and so on.
 */
final class JoinedRecords {

    /** A record, with the line of its value. */
    record Joined(RawImport fields, SourceLine source) {}

    private static final class Entry {

        private final RawImport fields;
        private SourceLine source;
        private boolean hasValue;
        private boolean hasWeight;

        Entry(RawImport fields, SourceLine source) {
            this.fields = fields;
            this.source = source;
        }
    }

    /** Fields whose texts are in many rows; each text is kept once. */
    private static final List<ImportField> REPEATED =
            List.of(ImportField.COMMODITY_CODE, ImportField.PERIOD, ImportField.REVISION);

    private final Map<String, String> texts = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Entry>> byKey = new HashMap<>();
    private int returned;

    /** Adds the value or the weight of a record. */
    void add(Figure figure, SourceLine source) {
        List<Entry> same = byKey.computeIfAbsent(key(figure.fields()), key -> new ArrayList<>(1));
        boolean value = figure.measure() == Measure.VALUE;
        Entry entry = same.stream()
                .filter(open -> value ? !open.hasValue : !open.hasWeight)
                .findFirst()
                .orElseGet(() -> opened(figure.fields(), source, same));
        if (value) {
            entry.fields.with(CUSTOMS_VALUE_USD, figure.fields().get(CUSTOMS_VALUE_USD));
            entry.source = source;
            entry.hasValue = true;
        } else {
            String weight = figure.fields().get(NET_WEIGHT_KG);
            entry.fields.with(NET_WEIGHT_KG, weight);
            entry.hasWeight = !weight.isEmpty();
        }
    }

    private Entry opened(RawImport fields, SourceLine source, List<Entry> same) {
        for (ImportField field : REPEATED) {
            fields.with(field, texts.computeIfAbsent(fields.get(field), text -> text));
        }
        Entry entry = new Entry(fields, source);
        entries.add(entry);
        same.add(entry);
        return entry;
    }

    private static String key(RawImport fields) {
        StringBuilder key = new StringBuilder();
        for (ImportField field : ImportField.values()) {
            if (field != CUSTOMS_VALUE_USD && field != NET_WEIGHT_KG && field != ImportField.REVISION) {
                key.append(fields.get(field)).append('\n');
            }
        }
        return key.toString();
    }

    /** Ends the reading, and counts weights without a value. */
    void end(LeftOutTally leftOut) {
        byKey.clear();
        entries.stream()
                .filter(entry -> !entry.hasValue)
                .forEach(entry -> leftOut.add("weight without a value", entry.source.line()));
        entries.removeIf(entry -> !entry.hasValue);
    }

    /** The next record with a value, in the order in which their first rows came; empty after the last. */
    Optional<Joined> next() {
        if (returned == entries.size()) {
            return Optional.empty();
        }
        Entry entry = entries.set(returned++, null);
        return Optional.of(new Joined(entry.fields, entry.source));
    }
}
