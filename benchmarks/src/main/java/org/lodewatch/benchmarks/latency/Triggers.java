package org.lodewatch.benchmarks.latency;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

/**
 * Records that each bring one alert. They stand in books of their own, with two suppliers each: one line stays as it is,
 * the other, from China, is revised again and again, and carries China's share over a policy's line and back under it in
 * turn. What a share or an alert came of shows by its figures.
 *
 * <p>Trigger n is revision {@code n / books + 1} of the line of book {@code n % books}, counted from 0.
 */
final class Triggers {

    static final String DATASET = "triggers";

    private static final String REVISED = "revised";
    private static final String OTHER = "other";
    private static final String SUBJECT = "CN";
    private static final long OTHER_CENTS = 1_000_000_000;

    /** A fifth and four fifths of the book, as good as; the revision on top tells each from every other. */
    private static final long UNDER_CENTS = OTHER_CENTS / 4;

    private static final long OVER_CENTS = OTHER_CENTS * 4;
    private static final double LINE = 60;

    private static final int WINDOW = 12;

    private final YearMonth newest;
    private final List<BookKey> books = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final Map<String, Integer> byShares = new HashMap<>();
    private final Map<String, Integer> byAlert = new HashMap<>();
    private final Map<String, Integer> byRecord = new HashMap<>();

    /** @param newest the month that the revised lines are of */
    Triggers(Catalogue catalogue, List<String> reporters, YearMonth newest) {
        this.newest = newest;
        for (String reporter : reporters) {
            Set<String> minerals = new HashSet<>();
            for (Classification code : catalogue.commodities()) {
                if (code.headline() && minerals.add(code.mineral())) {
                    add(new BookKey(DATASET, reporter, code.mineral()), code.prefix());
                }
            }
        }
    }

    private void add(BookKey book, String code) {
        byShares.put(book + "@" + newest, books.size());
        byAlert.put(policy().getId() + "/" + book + "/" + SUBJECT, books.size());
        byRecord.put(recordId(book, REVISED), books.size());
        books.add(book);
        codes.add(code);
    }

    /** How many books take turns. */
    int books() {
        return books.size();
    }

    /** The policy whose line the triggers cross, in windows that are not complete. */
    static DependencePolicy policy() {
        return DependencePolicy.newBuilder()
                .setId("trigger")
                .setVersion(1)
                .setDescription("What triggers cross, to and fro")
                .setDataset(DATASET)
                .setSubject(SubjectKind.COUNTRY)
                .setSubjectName(SUBJECT)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(LINE)
                .setCritical(LINE)
                .setProvisional(true)
                .build();
    }

    /** What the books hold before the first trigger: a whole window each, China under the line. */
    List<ImportRow> before() {
        List<ImportRow> rows = new ArrayList<>();
        for (int book = 0; book < books.size(); book++) {
            rows.add(line(book, OTHER, 0, "AU", newest.minusMonths(WINDOW - 1L), OTHER_CENTS));
            rows.add(line(book, REVISED, 0, SUBJECT, newest, UNDER_CENTS));
        }
        return rows;
    }

    /** A trigger's record. */
    ImportRow row(long trigger) {
        return line(book(trigger), REVISED, revision(trigger), SUBJECT, newest, revisedCents(revision(trigger)));
    }

    /** The trigger that a book's shares came of last; empty if the book has none, or had not been triggered. */
    OptionalLong ofShares(String key, long totalCents) {
        Integer book = byShares.get(key);
        if (book == null) {
            return OptionalLong.empty();
        }
        long revised = totalCents - OTHER_CENTS;
        return of(book, revised - (revised >= OVER_CENTS ? OVER_CENTS : UNDER_CENTS));
    }

    /** The trigger that an alert is due to; empty if it is on another book. */
    OptionalLong ofAlert(String alertId, long number) {
        Integer book = byAlert.get(alertId);
        return book == null ? OptionalLong.empty() : of(book, number);
    }

    /** The trigger that a record is; empty if it is none. */
    OptionalLong ofRecord(String recordId, long revision) {
        Integer book = byRecord.get(recordId);
        return book == null ? OptionalLong.empty() : of(book, revision);
    }

    /** Whether a record is a trigger, or the line that one revises. */
    boolean isTrigger(String recordId) {
        return byRecord.containsKey(recordId);
    }

    /** Whether a key of mineral-shares is that of a book with triggers. */
    boolean isShares(String key) {
        return byShares.containsKey(key);
    }

    private OptionalLong of(int book, long revision) {
        return revision < 1 ? OptionalLong.empty() : OptionalLong.of((revision - 1) * books.size() + book);
    }

    private int book(long trigger) {
        return (int) (trigger % books.size());
    }

    private long revision(long trigger) {
        return trigger / books.size() + 1;
    }

    private static long revisedCents(long revision) {
        return (revision % 2 == 1 ? OVER_CENTS : UNDER_CENTS) + revision;
    }

    private ImportRow line(int book, String name, long revision, String origin, YearMonth month, long cents) {
        BookKey key = books.get(book);
        return new ImportRow(
                key.dataset(),
                recordId(key, name),
                revision,
                key.reporter(),
                origin,
                codes.get(book),
                month.toString(),
                cents,
                OptionalLong.empty(),
                false);
    }

    private static String recordId(BookKey book, String name) {
        return "trigger-" + name + "-" + book.reporter() + "-" + book.mineral();
    }
}
