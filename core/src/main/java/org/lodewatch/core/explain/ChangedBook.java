package org.lodewatch.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.explain.BookChange.MovedShare;
import org.lodewatch.core.explain.BookChange.WindowChange;
import org.lodewatch.core.ledger.LedgerRecord;
import org.lodewatch.schemas.values.CountryCode;

/** Adds up what changed in one book. */
final class ChangedBook {

    private static final Comparator<MovedShare> LARGEST_FIRST = Comparator.comparingDouble(
                    (MovedShare share) -> -Math.abs(share.points()))
            .thenComparing(MovedShare::country);

    private final BookKey book;
    private final Map<ChangeCause, RecordSum> causes = new EnumMap<>(ChangeCause.class);
    private final Map<ChangeCause, MonthSpan> months = new EnumMap<>(ChangeCause.class);

    /** The difference of value and records by month and country. */
    private final TreeMap<Integer, Map<Integer, RecordSum>> differences = new TreeMap<>();

    ChangedBook(BookKey book) {
        this.book = book;
    }

    BookKey book() {
        return book;
    }

    /**
     * Adds a record that changed.
     *
     * @param before what the book counted; empty if it did not count the record
     * @param after what the book counts now; empty if it does not count the record
     */
    void add(ChangeCause cause, Optional<LedgerRecord> before, Optional<LedgerRecord> after) {
        before.ifPresent(record -> add(cause, record, -1));
        after.ifPresent(record -> add(cause, record, 1));
        causes.merge(cause, new RecordSum(1, 0), RecordSum::plus);
    }

    private void add(ChangeCause cause, LedgerRecord record, int sign) {
        causes.merge(cause, new RecordSum(0, sign * record.cents()), RecordSum::plus);
        months.merge(cause, new MonthSpan(record.month(), record.month()), MonthSpan::with);
        differences
                .computeIfAbsent(record.month(), any -> new HashMap<>())
                .merge(record.country(), new RecordSum(sign, sign * record.cents()), RecordSum::plus);
    }

    /**
     * The sum of the changes.
     *
     * @param former the records by month and country at the first moment
     * @param asOfBefore the newest month of the dataset and reporter at the first moment; 0 if there is none
     * @param asOfAfter the same at the second moment
     */
    BookChange change(
            String currency,
            Optional<String> formOf,
            Map<Integer, Map<Integer, RecordSum>> former,
            int asOfBefore,
            int asOfAfter,
            int windowMonths) {
        Map<Integer, Map<Integer, RecordSum>> present = new HashMap<>();
        former.forEach((month, countries) -> present.put(month, new HashMap<>(countries)));
        differences.forEach((month, countries) -> countries.forEach((country, difference) ->
                present.computeIfAbsent(month, any -> new HashMap<>()).merge(country, difference, RecordSum::plus)));
        Map<Integer, Long> windowBefore = window(former, asOfBefore, windowMonths);
        Map<Integer, Long> windowAfter = window(present, asOfAfter, windowMonths);
        long centsBefore = sum(windowBefore);
        long centsAfter = sum(windowAfter);
        return new BookChange(
                book,
                currency,
                formOf,
                all(former),
                all(present),
                new EnumMap<>(causes),
                new EnumMap<>(months),
                centsBefore == 0 || centsAfter == 0
                        ? Optional.empty()
                        : Optional.of(new WindowChange(
                                asOfBefore,
                                asOfAfter,
                                centsBefore,
                                centsAfter,
                                moved(windowBefore, centsBefore, windowAfter, centsAfter))));
    }

    private static RecordSum all(Map<Integer, Map<Integer, RecordSum>> months) {
        return months.values().stream()
                .flatMap(countries -> countries.values().stream())
                .reduce(RecordSum.NONE, RecordSum::plus);
    }

    private static Map<Integer, Long> window(Map<Integer, Map<Integer, RecordSum>> months, int asOf, int windowMonths) {
        Map<Integer, Long> window = new HashMap<>();
        for (int month = asOf - windowMonths + 1; month <= asOf; month++) {
            months.getOrDefault(month, Map.of())
                    .forEach((country, sum) -> window.merge(country, sum.cents(), Math::addExact));
        }
        return window;
    }

    private static long sum(Map<Integer, Long> window) {
        return window.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<MovedShare> moved(
            Map<Integer, Long> before, long centsBefore, Map<Integer, Long> after, long centsAfter) {
        TreeSet<Integer> countries = new TreeSet<>(before.keySet());
        countries.addAll(after.keySet());
        List<MovedShare> moved = new ArrayList<>();
        for (int country : countries) {
            MovedShare share = new MovedShare(
                    CountryCode.text(country),
                    (double) before.getOrDefault(country, 0L) / centsBefore,
                    (double) after.getOrDefault(country, 0L) / centsAfter);
            if (share.points() != 0) {
                moved.add(share);
            }
        }
        moved.sort(LARGEST_FIRST);
        return moved;
    }
}
