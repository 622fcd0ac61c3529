package org.lodewatch.core.batch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.batch.BatchBook.BatchWindow;
import org.lodewatch.core.batch.ReportingCalendar.Span;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.Months;

/**
 * Computes every share and alert from the log of customs imports, in one plain batch.
 *
 * <p>It checks what the topology publishes. It shares with the topology only the validity of a record and the numbering of
 * months, and does everything else in the simplest way: it keeps the highest revision of each record id, and sums every
 * window of a form or mineral from its records. The results are equal to the last bit.
 *
 * <p>Not safe for use by several threads. A record id takes about 200 bytes, until {@link #compact}.
 */
public final class BatchRecount {

    private static final int MAX_CODE_DIGITS = 10;

    private final Function<byte[], SpecificRecord> decoder;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final int inputPartitions;
    private final ImportValidation validation;
    private final Map<String, Classification> byPrefix = new HashMap<>();

    private final Map<String, Map<String, Line>> linesByDataset = new HashMap<>();
    private final Map<Owner, ReportingCalendar> calendars = new HashMap<>();
    private final Map<String, DatasetDescription> descriptions = new HashMap<>();
    private final Map<String, BatchBook> compacted = new TreeMap<>();
    private final PartitionTotals totals = new PartitionTotals();

    /** One object for each, because a million lines would hold a million. */
    private final Map<Owner, Owner> owners = new HashMap<>();

    /** By the book of a form. */
    private final Map<BookKey, List<BookKey>> booksOfForm = new HashMap<>();

    private final Map<String, Span> spans = new HashMap<>();

    /** What the values of a dataset are. */
    private record DatasetDescription(
            Instant publishedAt, Optional<String> basis, String currency, Optional<List<String>> codes) {

        private static final DatasetDescription NONE =
                new DatasetDescription(Instant.EPOCH, Optional.empty(), "USD", Optional.empty());

        private static DatasetDescription of(DatasetProperties message) {
            StringJoiner basis = new StringJoiner(", ");
            if ("general".equals(message.getImports())) {
                basis.add("general imports");
            } else if ("consumption".equals(message.getImports())) {
                basis.add("imports for consumption");
            }
            if ("customs".equals(message.getValuation())) {
                basis.add("customs value");
            } else if ("cif".equals(message.getValuation())) {
                basis.add("CIF value");
            }
            if (message.getCodeDigits() > 6) {
                basis.add(message.getCodeDigits() + "-digit codes");
            } else if (message.getCodeDigits() > 0) {
                basis.add("HS" + message.getCodeDigits());
            }
            return new DatasetDescription(
                    message.getPublishedAt(),
                    Optional.of(basis.toString()).filter(text -> !text.isEmpty()),
                    message.getCurrency(),
                    Optional.ofNullable(message.getCodes()));
        }

        private String listedCodes() {
            return codes.map(List::toString).orElse("");
        }

        /** The later one; of two of the same time, the last in the alphabet. */
        private static DatasetDescription later(DatasetDescription one, DatasetDescription other) {
            int order = one.publishedAt.compareTo(other.publishedAt);
            if (order == 0) {
                order = one.basis.orElse("").compareTo(other.basis.orElse(""));
            }
            if (order == 0) {
                order = one.currency.compareTo(other.currency);
            }
            if (order == 0) {
                order = one.listedCodes().compareTo(other.listedCodes());
            }
            return order >= 0 ? one : other;
        }
    }

    /**
     * @param decoder decodes a value, or throws {@link UndecodableException}
     * @param inputPartitions the number of partitions of customs-imports
     */
    public BatchRecount(
            Function<byte[], SpecificRecord> decoder, Catalogue catalogue, WindowRule rule, int inputPartitions) {
        this.decoder = decoder;
        this.catalogue = catalogue;
        this.rule = rule;
        this.inputPartitions = inputPartitions;
        this.validation =
                new ImportValidation(country -> catalogue.country(country).isPresent(), rule);
        catalogue.commodities().forEach(commodity -> byPrefix.put(commodity.prefix(), commodity));
    }

    /**
     * Adds one record of customs-imports. The partitions may be read in any order, each from its beginning to its end.
     *
     * @param inputPartition the partition of the record
     * @param key the record id in UTF-8, or null
     * @param value the encoded message, or null
     * @return false if the record cannot be used, would make a total larger than the ledger allows, or contradicts an earlier one of the same id and revision
     */
    public boolean add(int inputPartition, byte[] key, byte[] value) {
        if (key == null || key.length == 0 || value == null) {
            return false;
        }
        SpecificRecord message;
        try {
            message = decoder.apply(value);
        } catch (UndecodableException e) {
            return false;
        }
        if (message instanceof CustomsImport line) {
            return add(inputPartition, key, line);
        }
        return message instanceof PeriodComplete period
                ? declare(inputPartition, period)
                : describe((DatasetProperties) message);
    }

    /**
     * Adds up all records so far and keeps only the sums. After this call no record id of these records may be added
     * again. That holds at the end of a partition if every id is in one partition.
     */
    public void compact() {
        addLinesTo(compacted, calendars);
        linesByDataset.clear();
    }

    /** The expected mineral-shares, by key: {@code dataset/reporter/mineral@YYYY-MM}. */
    public Map<String, MineralShares> shares() {
        Map<String, MineralShares> shares = new TreeMap<>();
        forEachShares(shares::put);
        return shares;
    }

    /** Passes on the expected mineral-shares with their keys, one after the other: there may be too many to keep. */
    public void forEachShares(BiConsumer<String, MineralShares> each) {
        Map<String, BatchBook> books = books();
        for (BatchBook book : books.values()) {
            BookKey key = book.key();
            Map<Integer, BatchWindow> windows = book.windows();
            ExpectedCodes codes = codes(key);
            windows.values().stream()
                    .filter(window -> window.sums().total().records() > 0)
                    .forEach(window -> each.accept(
                            key.at(window.asOf()),
                            expected(book, window, windows, codes, measures(book, window, books))));
        }
    }

    /**
     * The alerts that were raised at least once, by alert id, where no horizon hides windows.
     *
     * @param policies valid policies, each id once
     */
    public Map<String, ExpectedAlert> alerts(Collection<DependencePolicy> policies) {
        return alerts(policies, Map.of());
    }

    /**
     * The alerts that were raised at least once, by alert id.
     *
     * @param policies valid policies, each id once
     * @param published the published histories by alert id. Where the horizon hides earlier windows, they give what came before.
     */
    public Map<String, ExpectedAlert> alerts(
            Collection<DependencePolicy> policies, Map<String, List<HistoryEntry>> published) {
        Map<String, ExpectedAlert> alerts = new TreeMap<>();
        Map<String, BatchBook> books = books();
        for (BatchBook book : books.values()) {
            ExpectedCodes codes = codes(book.key());
            for (DependencePolicy policy : policies) {
                new ExpectedAlerts(catalogue, policy, book, codes, window -> measures(book, window, books))
                        .alerts(published)
                        .forEach(alert -> alerts.put(alert.id(), alert));
            }
        }
        return alerts;
    }

    private ExpectedMeasures measures(BatchBook book, BatchWindow window, Map<String, BatchBook> books) {
        BookKey key = book.key();
        Map<Form, CountrySums> forms = new LinkedHashMap<>();
        List<Form> weighed =
                window.sums().total().weighedRecords() > 0 ? ExpectedMeasures.forms(catalogue, key) : List.of();
        for (Form form : weighed) {
            BatchBook ofForm = books.get(new BookKey(key.dataset(), key.reporter(), form.book()).toString());
            forms.put(form, ofForm == null ? new CountrySums() : ofForm.sums(window.asOf()));
        }
        return new ExpectedMeasures(catalogue, key, window.sums(), window.supply(), forms);
    }

    private ExpectedCodes codes(BookKey book) {
        return new ExpectedCodes(catalogue, book, description(book).codes());
    }

    private DatasetDescription description(BookKey book) {
        return descriptions.getOrDefault(book.dataset(), DatasetDescription.NONE);
    }

    private MineralShares expected(
            BatchBook book,
            BatchWindow window,
            Map<Integer, BatchWindow> windows,
            ExpectedCodes codes,
            ExpectedMeasures measures) {
        BookKey key = book.key();
        Optional<CodeCoverage> coverage = codes.coverage(window.asOf(), rule.windowMonths());
        Reliance reliance = coverage.map(some -> Reliance.none(key.dataset() + " has " + BookCodes.text(some)))
                .orElseGet(() ->
                        catalogue.reliance(key.reporter(), key.mineral(), 1970 + Math.floorDiv(window.asOf(), 12)));
        MineralShares shares = ExpectedShares.of(
                key, window, rule, book.yearBefore(window, windows, codes), reliance.figure(), measures);
        DatasetDescription dataset = description(key);
        shares.setRelianceAbsence(reliance.absence().orElse(null));
        shares.setCodeCoverage(coverage.orElse(null));
        shares.setSeriesBreak(
                codes.seriesBreak(window.asOf(), rule.windowMonths()).orElse(null));
        shares.setPartial(window.partial());
        shares.setAccepted(window.partial() && !window.withheld());
        shares.setStale(window.stale());
        shares.setBasis(dataset.basis().orElse(null));
        shares.setCurrency(dataset.currency());
        return shares;
    }

    private boolean add(int inputPartition, byte[] key, CustomsImport message) {
        if (validation.check(key, message).isPresent()) {
            return false;
        }
        Owner owner = new Owner(message.getDataset(), message.getReporter());
        Map<String, Line> lines = linesByDataset.computeIfAbsent(message.getDataset(), dataset -> new HashMap<>());
        // Latin-1 keeps any bytes apart, at one byte a character.
        String id = new String(key, StandardCharsets.ISO_8859_1);
        Line line = line(owners.computeIfAbsent(owner, Function.identity()), message);
        Line before = lines.get(id);
        if (before != null && line.contradicts(before)) {
            return false;
        }
        if (before == null || line.revision() > before.revision()) {
            if (!totals.replace(inputPartition, Optional.ofNullable(before), line)) {
                return false;
            }
            lines.put(id, line);
        }
        if (message.getCompletionFollows()) {
            calendar(owner).announceCompletion();
        }
        return true;
    }

    private boolean declare(int inputPartition, PeriodComplete message) {
        if (validation.check(message).isPresent()) {
            return false;
        }
        calendar(new Owner(message.getDataset(), message.getReporter()))
                .declare(inputPartition, span(message.getPeriod()), message.getState(), message.getPublishedAt());
        return true;
    }

    private boolean describe(DatasetProperties message) {
        if (validation.check(message).isPresent()) {
            return false;
        }
        descriptions.merge(message.getDataset(), DatasetDescription.of(message), DatasetDescription::later);
        return true;
    }

    private Line line(Owner owner, CustomsImport message) {
        List<BookKey> books = message.getWithdrawn()
                ? List.of()
                : form(message.getCommodityCode(), span(message.getPeriod()))
                        .map(form -> books(owner, form))
                        .orElse(List.of());
        Long weight = message.getNetWeightGrams();
        return new Line(
                message.getRevision(),
                owner,
                books,
                span(message.getPeriod()),
                message.getWithdrawn(),
                // The catalogue's own string, so that a million records do not hold a million strings.
                catalogue.country(message.getOrigin()).map(Country::iso2).orElseThrow(),
                Long.parseLong("1" + message.getCommodityCode()),
                message.getCustomsValueCents(),
                // Nothing of value weighs nothing: sources write 0 where they have no weight.
                weight == null || weight == 0 && message.getCustomsValueCents() > 0 ? Line.NO_WEIGHT : weight);
    }

    /** The form as which a commodity code is traded in a period: that of its longest prefix which the tariff had then. */
    private Optional<Form> form(String code, Span period) {
        int first = period.lastMonth() - period.months() + 1;
        for (int digits = Math.min(code.length(), MAX_CODE_DIGITS); digits > 0; digits--) {
            Classification found = byPrefix.get(code.substring(0, digits));
            if (found != null && found.validFrom() <= period.lastMonth() && first <= found.validTo()) {
                return Optional.of(found.form());
            }
        }
        return Optional.empty();
    }

    /** The books that count the records of a form: its own, and that of the mineral if it is a headline form. */
    private List<BookKey> books(Owner owner, Form form) {
        BookKey own = new BookKey(owner.dataset(), owner.reporter(), form.book());
        BookKey whole = new BookKey(owner.dataset(), owner.reporter(), form.mineral());
        return booksOfForm.computeIfAbsent(
                own, key -> form.headline() && !whole.equals(own) ? List.of(own, whole) : List.of(own));
    }

    private ReportingCalendar calendar(Owner owner) {
        return calendars.computeIfAbsent(owner, key -> new ReportingCalendar(rule, inputPartitions));
    }

    private Map<String, BatchBook> books() {
        Map<Owner, ReportingCalendar> now = new HashMap<>();
        calendars.forEach((owner, calendar) -> now.put(owner, calendar.copy()));
        Map<String, BatchBook> books = new TreeMap<>();
        for (BatchBook sums : compacted.values()) {
            book(sums.key(), books, now).add(sums);
        }
        addLinesTo(books, now);
        return books;
    }

    private void addLinesTo(Map<String, BatchBook> books, Map<Owner, ReportingCalendar> into) {
        for (Map<String, Line> lines : linesByDataset.values()) {
            for (Line line : lines.values()) {
                if (!line.withdrawn()) {
                    into.computeIfAbsent(line.owner(), key -> new ReportingCalendar(rule, inputPartitions))
                            .add(line.period());
                }
                line.books().forEach(key -> book(key, books, into).add(line));
            }
        }
    }

    private BatchBook book(BookKey key, Map<String, BatchBook> books, Map<Owner, ReportingCalendar> into) {
        return books.computeIfAbsent(
                key.toString(),
                name -> new BatchBook(
                        key,
                        into.computeIfAbsent(key.owner(), owner -> new ReportingCalendar(rule, inputPartitions)),
                        rule));
    }

    private Span span(String period) {
        return spans.computeIfAbsent(
                period,
                text -> text.length() == 4 ? new Span(Months.of(text + "-12"), 12) : new Span(Months.of(text), 1));
    }
}
