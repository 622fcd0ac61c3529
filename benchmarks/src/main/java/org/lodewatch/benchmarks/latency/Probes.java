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
 * Records that each trigger one alert. They are in books of their own with two suppliers each. The line of one supplier
 * never changes. That of the other, China, is revised again and again, which moves China's share over a policy's line
 * and back in turn. The figures of a share or an alert identify the probe that caused it.
 *
 * <p>Probe n is revision {@code n / books + 1} of the line of book {@code n % books}, counted from 0.
 */
final class Probes {

    private static final String DATASET = "triggers";
    private static final String REVISED = "revised";
    private static final String OTHER = "other";
    private static final String SUBJECT = "CN";

    /** Live horses. */
    private static final String OF_NO_MINERAL = "010121";

    private static final long OTHER_CENTS = 1_000_000_000;

    /** China's line: a fifth or four fifths of the book. The revision is added, so that all totals differ. */
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

    /** @param newest the month of the revised lines */
    Probes(Catalogue catalogue, List<String> reporters, YearMonth newest) {
        this.newest = newest;
        for (String reporter : reporters) {
            Set<String> some = new HashSet<>();
            for (Classification code : catalogue.commodities()) {
                // A book that is added up in another would raise two alerts.
                if (catalogue.sumOf(code.book()).isEmpty() && some.add(code.book())) {
                    add(new BookKey(DATASET, reporter, code.book()), code.prefix());
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

    /** The number of books, which take turns. */
    int books() {
        return books.size();
    }

    /** The policy whose line the probes cross, in windows that are not complete. */
    static DependencePolicy policy() {
        return DependencePolicy.newBuilder()
                .setId("trigger")
                .setVersion(1)
                .setDescription("The line that the probes of a benchmark cross")
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

    /** The lines before the first probe: a whole window in each book, with China under the line. */
    List<ImportRow> before() {
        List<ImportRow> rows = new ArrayList<>();
        // A window is whole only if every month of it was published, though perhaps nothing of the book's mineral.
        for (String reporter : books.stream().map(BookKey::reporter).distinct().toList()) {
            for (YearMonth month = newest.minusMonths(WINDOW - 1L);
                    !month.isAfter(newest);
                    month = month.plusMonths(1)) {
                String id = "month-" + reporter + "-" + month;
                rows.add(row(id, reporter, 0, "AU", OF_NO_MINERAL, month, OTHER_CENTS));
            }
        }
        for (int book = 0; book < books.size(); book++) {
            rows.add(line(book, OTHER, 0, "AU", newest.minusMonths(WINDOW - 1L), OTHER_CENTS));
            rows.add(line(book, REVISED, 0, SUBJECT, newest, UNDER_CENTS));
        }
        return rows;
    }

    /** The record of a probe. */
    ImportRow row(long probe) {
        long revision = probe / books.size() + 1;
        long cents = (revision % 2 == 1 ? OVER_CENTS : UNDER_CENTS) + revision;
        return line((int) (probe % books.size()), REVISED, revision, SUBJECT, newest, cents);
    }

    /** The last probe in a book's shares; empty if the key is that of another book, or the book has had no probe. */
    OptionalLong ofShares(String key, long totalCents) {
        long revised = totalCents - OTHER_CENTS;
        return probe(byShares.get(key), revised - (revised >= OVER_CENTS ? OVER_CENTS : UNDER_CENTS));
    }

    /** The probe that caused an alert; empty for an alert on another book. */
    OptionalLong ofAlert(String alertId, long number) {
        return probe(byAlert.get(alertId), number);
    }

    /** The probe that a record is; empty if it is none. */
    OptionalLong ofRecord(String recordId, long revision) {
        return probe(byRecord.get(recordId), revision);
    }

    /** Whether a record is a probe, or the line that a probe revises. */
    boolean isProbe(String recordId) {
        return byRecord.containsKey(recordId);
    }

    /** Whether a key of mineral-shares is that of a book with probes. */
    boolean isShares(String key) {
        return byShares.containsKey(key);
    }

    private OptionalLong probe(Integer book, long revision) {
        return book == null || revision < 1
                ? OptionalLong.empty()
                : OptionalLong.of((revision - 1) * books.size() + book);
    }

    private ImportRow line(int book, String name, long revision, String origin, YearMonth month, long cents) {
        BookKey key = books.get(book);
        return row(recordId(key, name), key.reporter(), revision, origin, codes.get(book), month, cents);
    }

    private static ImportRow row(
            String id, String reporter, long revision, String origin, String code, YearMonth month, long cents) {
        return new ImportRow(
                DATASET, id, revision, reporter, origin, code, month.toString(), cents, OptionalLong.empty(), false);
    }

    private static String recordId(BookKey book, String name) {
        return "trigger-" + name + "-" + book.reporter() + "-" + book.mineral();
    }
}
