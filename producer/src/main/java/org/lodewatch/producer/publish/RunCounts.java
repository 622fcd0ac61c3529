package org.lodewatch.producer.publish;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * The rows of a run that do not count, or not as the source has them, each with a kind and a detail. Its size depends on the
 * number of distinct details, not on that of the rows. Not thread-safe.
 */
public final class RunCounts {

    /** Why rows are counted. */
    public enum Kind {
        /** Not published, by the reason, such as {@code total}. */
        LEFT_OUT,
        /** Published; the detail is empty. */
        PUBLISHED,
        /** Published, and in no book in its period, by the four-digit heading of its commodity code. */
        NO_MINERAL,
        /** Published, of unknown origin, by the area that the source names. */
        UNKNOWN_ORIGIN,
        /** Published, with a value and without a weight; the detail is empty. */
        UNKNOWN_WEIGHT
    }

    /** More details of a kind are counted together: a file may have a different text in each row. */
    private static final int MOST_DETAILS = 50_000;

    private static final String OTHERS = "others";
    private static final int SHOWN = 10;
    private static final int HEADING_DIGITS = 4;

    private final Map<Kind, Map<String, long[]>> rows = new EnumMap<>(Kind.class);

    /** Counts one row. */
    public void count(Kind kind, String detail) {
        count(kind, detail, 1);
    }

    /** Counts rows. */
    public void count(Kind kind, String detail, long number) {
        Map<String, long[]> details = rows.computeIfAbsent(kind, any -> new HashMap<>());
        long[] counter = details.get(detail);
        if (counter == null) {
            counter = details.computeIfAbsent(details.size() < MOST_DETAILS ? detail : OTHERS, any -> new long[1]);
        }
        counter[0] += number;
    }

    /**
     * Counts a record that was published, unless it withdraws a line.
     *
     * @param counted whether a book counts it
     */
    void countPublished(ImportRow row, boolean counted) {
        if (row.withdrawn()) {
            return;
        }
        count(Kind.PUBLISHED, "");
        if (!counted) {
            String code = row.commodityCode();
            count(Kind.NO_MINERAL, code.substring(0, Math.min(HEADING_DIGITS, code.length())));
        }
        if (row.origin().equals(ImportBounds.UNKNOWN_ORIGIN)) {
            count(Kind.UNKNOWN_ORIGIN, row.originArea());
        }
        if (row.netWeightGrams().isEmpty() && row.customsValueCents() > 0) {
            count(Kind.UNKNOWN_WEIGHT, "");
        }
    }

    /** All rows of a kind. */
    public long of(Kind kind) {
        return rows.getOrDefault(kind, Map.of()).values().stream()
                .mapToLong(counter -> counter[0])
                .sum();
    }

    /** The rows of a kind and detail. */
    public long of(Kind kind, String detail) {
        return rows.getOrDefault(kind, Map.of()).getOrDefault(detail, new long[1])[0];
    }

    /** Adds the counts of another run. */
    public void add(RunCounts other) {
        other.rows.forEach((kind, details) -> details.forEach((detail, counter) -> count(kind, detail, counter[0])));
    }

    /** These counts, as they are now. */
    public RunCounts copy() {
        RunCounts copy = new RunCounts();
        copy.add(this);
        return copy;
    }

    /** What was counted after an earlier copy. */
    public RunCounts since(RunCounts earlier) {
        RunCounts since = new RunCounts();
        rows.forEach((kind, details) -> details.forEach((detail, counter) -> {
            long more = counter[0] - earlier.of(kind, detail);
            if (more != 0) {
                since.count(kind, detail, more);
            }
        }));
        return since;
    }

    /**
     * The counts for a reader, one line each; none if every row counts. Rows of no mineral are shown by four-digit heading, the
     * largest first.
     */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        details(Kind.LEFT_OUT).ifPresent(reasons -> sentences.add(total(Kind.LEFT_OUT) + " left out: " + reasons));
        details(Kind.NO_MINERAL)
                .ifPresent(headings -> sentences.add(total(Kind.NO_MINERAL) + " of no mineral: " + headings));
        areas().ifPresent(areas -> sentences.add("unknown origin: " + areas));
        // Where no row has a weight, the source has none: that is no news.
        if (of(Kind.UNKNOWN_WEIGHT) > 0 && of(Kind.UNKNOWN_WEIGHT) < of(Kind.PUBLISHED)) {
            sentences.add(total(Kind.UNKNOWN_WEIGHT) + " with a value and without a weight");
        }
        return sentences;
    }

    private Optional<String> details(Kind kind) {
        return Optional.ofNullable(rows.get(kind)).map(details -> largest(numbers(details)));
    }

    /** Such as {@code 3 rows of Areas, nes (899); 1 row of Free zones (838)}. */
    private Optional<String> areas() {
        return Optional.ofNullable(rows.get(Kind.UNKNOWN_ORIGIN)).map(details -> {
            Map<String, Long> numbers = numbers(details);
            String shown = ordered(numbers)
                    .limit(SHOWN)
                    .map(area -> rows(area.getValue())
                            + (area.getKey().isEmpty() ? " of " + ImportBounds.UNKNOWN_ORIGIN : " of " + area.getKey()))
                    .collect(Collectors.joining("; "));
            return shown + more(numbers, "; ");
        });
    }

    private static Map<String, Long> numbers(Map<String, long[]> details) {
        return details.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, detail -> detail.getValue()[0]));
    }

    private static String largest(Map<String, Long> numbers) {
        return ordered(numbers)
                        .limit(SHOWN)
                        .map(detail -> detail.getKey() + " " + number(detail.getValue()))
                        .collect(Collectors.joining(", "))
                + more(numbers, ", ");
    }

    private static String more(Map<String, Long> numbers, String separator) {
        return numbers.size() > SHOWN ? "%s%s more".formatted(separator, number(numbers.size() - SHOWN)) : "";
    }

    private static Stream<Map.Entry<String, Long>> ordered(Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                .sorted(comparing(Map.Entry<String, Long>::getValue, reverseOrder())
                        .thenComparing(Map.Entry::getKey));
    }

    private String total(Kind kind) {
        return rows(of(kind));
    }

    private static String rows(long number) {
        return number(number) + (number == 1 ? " row" : " rows");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
