package org.lodewatch.core.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerRecord;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;

/**
 * The records that a book counts, as they were published up to a moment.
 *
 * <p>It keeps the records of the book, and of each other record id of the dataset what a ledger keeps: a record may move from one
 * form to another, and its revisions may arrive in any order. Records of other datasets take no memory.
 *
 * <p>Not safe for use by several threads.
 */
public final class BookRecords {

    private static final Set<Outcome> REPLACING =
            Set.of(Outcome.ADDED, Outcome.REVISED, Outcome.WITHDRAWN, Outcome.UNCLASSIFIED);

    private final BookKey book;
    private final Instant until;
    private final Set<String> forms;
    private final ImportLedger ledger;

    /** By record id, in Latin-1, which keeps any bytes apart. */
    private final Map<String, BookRecord> records = new HashMap<>();

    /** @param until records that were published at this moment or later do not count */
    public BookRecords(Catalogue catalogue, WindowRule rule, BookKey book, Instant until) {
        this.book = book;
        this.until = until;
        this.forms = Stream.concat(Stream.of(book.mineral()), catalogue.parts(book.mineral()).stream())
                .collect(Collectors.toSet());
        this.ledger = new ImportLedger(
                value -> {
                    throw new IllegalStateException("records are decoded before");
                },
                catalogue,
                rule);
    }

    /**
     * Adds one record of the log, in the order of its partition.
     *
     * @param publishedAt the record's timestamp
     * @param key the record id in UTF-8, not empty
     */
    public void add(Instant publishedAt, byte[] key, SpecificRecord message) {
        if (publishedAt.isBefore(until)
                && message instanceof CustomsImport line
                && line.getDataset().equals(book.dataset())
                && REPLACING.contains(ledger.applyMessage(key, line))) {
            String id = new String(key, ISO_8859_1);
            Optional<BookRecord> former = Optional.ofNullable(records.get(id));
            Optional<BookRecord> counted = ledger.record(new Owner(line.getDataset(), line.getReporter()), key)
                    .filter(this::counts)
                    .map(held -> record(held, line, publishedAt, former));
            counted.ifPresentOrElse(record -> records.put(id, record), () -> records.remove(id));
        }
    }

    private boolean counts(LedgerRecord held) {
        return held.owner().equals(book.owner())
                && held.book().filter(forms::contains).isPresent();
    }

    private static BookRecord record(
            LedgerRecord held, CustomsImport line, Instant publishedAt, Optional<BookRecord> former) {
        return new BookRecord(
                held.book().orElseThrow(),
                held.month(),
                held.yearly(),
                line.getCommodityCode(),
                held.country(),
                held.cents(),
                held.grams(),
                line.getRevision(),
                publishedAt,
                former(former, held.cents()));
    }

    /** The last other value: a revision may repeat the one before. */
    private static OptionalLong former(Optional<BookRecord> replaced, long cents) {
        if (replaced.isEmpty() || replaced.get().cents() == cents) {
            return replaced.map(BookRecord::formerCents).orElse(OptionalLong.empty());
        }
        return OptionalLong.of(replaced.get().cents());
    }

    /** How many records the book counts. */
    public int size() {
        return records.size();
    }

    /** The records in the window of some months that ends with a month, by their ids. */
    public Map<String, BookRecord> in(int asOf, int windowMonths) {
        return records.entrySet().stream()
                .filter(entry -> entry.getValue().isIn(asOf, windowMonths))
                .collect(Collectors.toMap(
                        entry -> new String(entry.getKey().getBytes(ISO_8859_1), UTF_8), Map.Entry::getValue));
    }

    /** The records by their ids, in Latin-1. */
    Map<String, BookRecord> byId() {
        return Collections.unmodifiableMap(records);
    }

    /** What was last published of a record id, also if the book does not count it. */
    Optional<LedgerRecord> published(String id) {
        return ledger.record(book.owner(), id.getBytes(ISO_8859_1));
    }

    /** Whether the dataset and reporter has a record of a period. */
    boolean hasRecords(int month, boolean yearly) {
        return ledger.owner(book.owner())
                .filter(owner -> owner.records(month, yearly) > 0)
                .isPresent();
    }

    /** The windows of the book with the totals of these records. */
    Windows windows(Windows published) {
        Countries countries = new Countries();
        NavigableMap<Integer, Map<String, Totals>> months = new TreeMap<>();
        records.values()
                .forEach(record -> months.computeIfAbsent(record.month(), any -> new HashMap<>())
                        .computeIfAbsent(record.form(), any -> new Totals(countries))
                        .add(record.country(), record.cents(), record.grams(), 1));
        return published.with(
                asOf -> sum(months, first(published, asOf), asOf, countries),
                asOf -> parts(months, first(published, asOf), asOf, countries));
    }

    private static int first(Windows published, int asOf) {
        return asOf - published.at(asOf).orElseThrow().months() + 1;
    }

    private static Totals sum(
            NavigableMap<Integer, Map<String, Totals>> months, int first, int last, Countries countries) {
        Totals sum = new Totals(countries);
        months.subMap(first, true, last, true)
                .values()
                .forEach(forms -> forms.values().forEach(totals -> sum.add(totals, 1)));
        return sum;
    }

    private static Map<String, Totals> parts(
            NavigableMap<Integer, Map<String, Totals>> months, int first, int last, Countries countries) {
        Map<String, Totals> parts = new HashMap<>();
        months.subMap(first, true, last, true)
                .values()
                .forEach(forms ->
                        forms.forEach((form, totals) -> parts.computeIfAbsent(form, any -> new Totals(countries))
                                .add(totals, 1)));
        return parts;
    }
}
