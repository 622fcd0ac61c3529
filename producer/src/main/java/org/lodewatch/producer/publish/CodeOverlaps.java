package org.lodewatch.producer.publish;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lodewatch.producer.rules.CommonBook;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Finds rows of one dataset, reporter, period and origin whose codes contain each other: their goods would count twice.
 * Codes that no book adds up, such as those of batteries, may overlap.
 *
 * <p>Its size depends on the distinct codes: each takes one bit for each combination of reporter, period and origin. A
 * row costs two look-ups, and one bit for each code that contains its code or is contained in it. Not thread-safe.
 */
final class CodeOverlaps {

    /** The rows of one code. */
    private static final class CodeRows {

        private final String code;
        private final BitSet groups = new BitSet();

        /** The codes that contain this one, by length; then those that it contains, in order. */
        private final NavigableMap<String, CodeRows> related = new TreeMap<>();

        /** Groups of several rows: when one of them is withdrawn, another may be left. */
        private final BitSet repeated = new BitSet();

        private int firstGroup = -1;
        private long firstPlace;
        private int lastGroup;
        private long lastPlace;

        CodeRows(String code) {
            this.code = code;
        }

        void relate(CodeRows other) {
            related.put(other.code, other);
            other.related.put(code, this);
        }

        void add(int group, long place) {
            if (groups.get(group)) {
                repeated.set(group);
            }
            groups.set(group);
            if (firstGroup < 0) {
                firstGroup = group;
                firstPlace = place;
            }
            lastGroup = group;
            lastPlace = place;
        }

        String place(int group, SourcePlaces places) {
            if (group == firstGroup) {
                return places.text(firstPlace);
            }
            return group == lastGroup
                    ? places.text(lastPlace)
                    : "a line between %s and %s".formatted(places.text(firstPlace), places.text(lastPlace));
        }
    }

    private static final class DatasetCodes {

        /** Spreads keys that differ in few bits over a hash table; odd, so that different keys stay different. */
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        private final Map<Long, Integer> groups = new HashMap<>();
        private final Map<String, CodeRows> codes = new HashMap<>();
        private final NavigableMap<String, CodeRows> sorted = new TreeMap<>();

        int group(ImportRow row) {
            long parts = ((long) Period.of(row.period()).lastMonth() << 32)
                    | row.reporter().charAt(0) << 24
                    | row.reporter().charAt(1) << 16
                    | row.origin().charAt(0) << 8
                    | row.origin().charAt(1);
            long key = parts * SPREAD;
            Integer group = groups.get(key);
            if (group == null) {
                group = groups.size();
                groups.put(key, group);
            }
            return group;
        }

        CodeRows rows(String code) {
            CodeRows rows = codes.get(code);
            if (rows == null) {
                rows = new CodeRows(code);
                for (int length = 1; length < code.length(); length++) {
                    CodeRows shorter = codes.get(code.substring(0, length));
                    if (shorter != null) {
                        rows.relate(shorter);
                    }
                }
                sorted.subMap(code + '0', code + ':').values().forEach(rows::relate);
                codes.put(code, rows);
                sorted.put(code, rows);
            }
            return rows;
        }
    }

    private final SourcePlaces places;
    private final CommonBook commonBook;
    private final Map<String, DatasetCodes> datasets = new HashMap<>();

    /** @param commonBook which codes a book adds up */
    CodeOverlaps(SourcePlaces places, CommonBook commonBook) {
        this.places = places;
        this.commonBook = commonBook;
    }

    /**
     * Adds a row.
     *
     * @throws RowFault if its code contains, or is contained in, the code of an earlier row; the row is not added
     */
    void add(ImportRow row, long place) throws RowFault {
        DatasetCodes codes = datasets.computeIfAbsent(row.dataset(), none -> new DatasetCodes());
        int group = codes.group(row);
        if (row.withdrawn()) {
            CodeRows rows = codes.codes.get(row.commodityCode());
            if (rows != null && !rows.repeated.get(group)) {
                rows.groups.clear(group);
            }
            return;
        }
        CodeRows rows = codes.rows(row.commodityCode());
        for (CodeRows other : rows.related.values()) {
            if (other.groups.get(group)
                    && commonBook.counts(row.commodityCode(), other.code, Period.of(row.period()))) {
                throw overlap(row, other, group);
            }
        }
        rows.add(group, place);
    }

    private RowFault overlap(ImportRow row, CodeRows other, int group) {
        return new RowFault(
                RejectionReason.OVERLAPPING_CODES,
                "commodity_code: '%s' %s '%s' of %s, with the same reporter, period and origin: goods would count twice; publish one level of codes"
                        .formatted(
                                row.commodityCode(),
                                other.code.length() < row.commodityCode().length() ? "is contained in" : "contains",
                                other.code,
                                other.place(group, places)));
    }

    /** Adds a row that was published before the run. */
    void addPublished(ImportRow row) {
        DatasetCodes codes = datasets.computeIfAbsent(row.dataset(), none -> new DatasetCodes());
        int group = codes.group(row);
        if (!row.withdrawn()) {
            codes.rows(row.commodityCode()).add(group, SourcePlaces.PUBLISHED);
        }
    }
}
