package org.lodewatch.producer.publish;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lodewatch.producer.rules.CommonBook;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Finds rows of one dataset, reporter, period and origin whose codes contain each other: their goods would count twice.
 * Codes that no book adds up, such as those of batteries, may overlap.
 *
 * <p>Its size depends on the distinct codes: each takes one bit for each combination of reporter, period and origin.
 * While all codes of a dataset have one length, a row costs two look-ups. Not thread-safe.
 */
final class CodeOverlaps {

    /** The rows of one code. */
    private static final class CodeRows {

        private final BitSet groups = new BitSet();

        /** Groups of several rows: when one of them is withdrawn, another may be left. */
        private final BitSet repeated = new BitSet();

        private int firstGroup = -1;
        private long firstPlace;
        private int lastGroup;
        private long lastPlace;

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

        private final Map<Long, Integer> groups = new HashMap<>();
        private final Map<String, CodeRows> codes = new HashMap<>();

        /** One bit for each code length. */
        private int lengths;

        /** The codes in order; only where they have several lengths. */
        private Optional<SortedMap<String, CodeRows>> sorted = Optional.empty();

        int group(ImportRow row) {
            long key = ((long) Period.of(row.period()).lastMonth() << 32)
                    | row.reporter().charAt(0) << 24
                    | row.reporter().charAt(1) << 16
                    | row.origin().charAt(0) << 8
                    | row.origin().charAt(1);
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
                rows = new CodeRows();
                codes.put(code, rows);
                lengths |= 1 << code.length();
                if (Integer.bitCount(lengths) > 1) {
                    if (sorted.isEmpty()) {
                        sorted = Optional.of(new TreeMap<>(codes));
                    }
                    sorted.get().put(code, rows);
                }
            }
            return rows;
        }

        /** A code of the same group that contains this one or is contained in it, and shares a book with it. */
        Optional<Map.Entry<String, CodeRows>> overlapping(String code, int group, Predicate<String> sharesBook) {
            if ((lengths & ~(1 << code.length())) == 0) {
                return Optional.empty();
            }
            for (int length = 1; length < code.length(); length++) {
                String shorter = code.substring(0, length);
                if ((lengths >>> length & 1) == 1
                        && codes.containsKey(shorter)
                        && codes.get(shorter).groups.get(group)
                        && sharesBook.test(shorter)) {
                    return Optional.of(Map.entry(shorter, codes.get(shorter)));
                }
            }
            SortedMap<String, CodeRows> all = sorted.orElseGet(() -> new TreeMap<>(codes));
            return all.subMap(code + '0', code + ':').entrySet().stream()
                    .filter(longer -> longer.getValue().groups.get(group) && sharesBook.test(longer.getKey()))
                    .findFirst();
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
        Optional<Map.Entry<String, CodeRows>> found = codes.overlapping(
                row.commodityCode(),
                group,
                other -> commonBook.counts(row.commodityCode(), other, Period.of(row.period())));
        if (found.isPresent()) {
            String code = found.get().getKey();
            throw new RowFault(
                    RejectionReason.OVERLAPPING_CODES,
                    "commodity_code: '%s' %s '%s' of %s, with the same reporter, period and origin: goods would count twice; publish one level of codes"
                            .formatted(
                                    row.commodityCode(),
                                    code.length() < row.commodityCode().length() ? "is contained in" : "contains",
                                    code,
                                    found.get().getValue().place(group, places)));
        }
        codes.rows(row.commodityCode()).add(group, place);
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
