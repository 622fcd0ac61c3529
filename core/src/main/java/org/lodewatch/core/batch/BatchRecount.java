package org.lodewatch.core.batch;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.Months;

/**
 * Reckons every share and every standing alert from the log of customs imports, in one plain batch.
 *
 * <p>It is the second opinion on what the topology publishes. With it, it shares what a valid record is and how months
 * are numbered; everything else it does for itself and the simplest way: it keeps the highest revision of each record id,
 * and sums every window from its records anew. What comes out is the same to the last bit.
 *
 * <p>Not safe for use by several threads. It takes about 200 bytes a record id, until it is told to {@link #forget} them.
 */
public final class BatchRecount {

    private static final int LONGEST_CODE = 10;

    private final Function<byte[], SpecificRecord> decoder;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final int inputPartitions;
    private final ImportValidation rules;
    private final Map<String, Classification> byPrefix = new HashMap<>();

    private final Map<String, Map<String, Line>> linesByDataset = new HashMap<>();
    private final Map<BookKey, Optional<BookKey>> bookKeys = new HashMap<>();
    private final Map<Owner, ReportingCalendar> calendars = new HashMap<>();
    private final Map<String, BatchBook> forgotten = new TreeMap<>();

    /**
     * Has read nothing yet.
     *
     * @param decoder reads a value, or throws {@link UndecodableException}
     * @param inputPartitions how many partitions customs-imports has
     */
    public BatchRecount(
            Function<byte[], SpecificRecord> decoder, Catalogue catalogue, WindowRule rule, int inputPartitions) {
        this.decoder = decoder;
        this.catalogue = catalogue;
        this.rule = rule;
        this.inputPartitions = inputPartitions;
        this.rules = new ImportValidation(country -> catalogue.country(country).isPresent(), rule);
        catalogue.commodities().forEach(commodity -> byPrefix.put(commodity.prefix(), commodity));
    }

    /**
     * Reads one record of customs-imports. The partitions may be read in any order, each from its beginning to its end.
     *
     * @param inputPartition where the record stands
     * @param key the record id in UTF-8, or null
     * @param value the encoded message, or null
     * @return false if the record cannot be used
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
        return message instanceof CustomsImport line
                ? add(key, line)
                : declareComplete(inputPartition, (PeriodComplete) message);
    }

    /**
     * Adds up what has been read so far, and keeps the sums alone. No record id of it may come again, which holds at the
     * end of a partition, if producers have left each id in its partition.
     */
    public void forget() {
        addLinesTo(forgotten);
        linesByDataset.clear();
    }

    /** What mineral-shares should hold, by its keys: {@code dataset/reporter/mineral@YYYY-MM}. */
    public Map<String, MineralShares> shares() {
        ExpectedShares words = new ExpectedShares(rule);
        Map<String, MineralShares> shares = new TreeMap<>();
        for (BatchBook book : books().values()) {
            BookKey key = book.key();
            Map<Integer, BatchWindow> windows = book.windows();
            windows.values().stream()
                    .filter(window -> window.tally().total().records() > 0)
                    .forEach(window -> shares.put(
                            key.at(window.asOf()),
                            words.of(
                                    key,
                                    window,
                                    BatchBook.yearBefore(window, windows),
                                    catalogue.reliance(key.reporter(), key.mineral()))));
        }
        return shares;
    }

    /**
     * The alerts that should stand, by alert id.
     *
     * @param policies those in force, each id once; they must be valid
     */
    public Map<String, StandingAlert> standingAlerts(Collection<DependencePolicy> policies) {
        Map<String, StandingAlert> standing = new TreeMap<>();
        for (BatchBook book : books().values()) {
            for (DependencePolicy policy : policies) {
                new ExpectedAlerts(catalogue, policy, book)
                        .standing()
                        .forEach(alert -> standing.put(alert.id(), alert));
            }
        }
        return standing;
    }

    private boolean add(byte[] key, CustomsImport message) {
        if (rules.check(key, message).isPresent()) {
            return false;
        }
        Owner owner = new Owner(message.getDataset(), message.getReporter());
        calendar(owner).see(lastMonth(message.getPeriod()), months(message.getPeriod()));
        if (message.getCompletionFollows()) {
            calendar(owner).announceCompletion();
        }
        // Latin-1 keeps any bytes apart, and takes a byte for each.
        linesByDataset
                .computeIfAbsent(message.getDataset(), dataset -> new HashMap<>())
                .merge(
                        new String(key, StandardCharsets.ISO_8859_1),
                        line(owner, message),
                        (before, line) -> line.revision() > before.revision() ? line : before);
        return true;
    }

    private boolean declareComplete(int inputPartition, PeriodComplete message) {
        if (rules.check(message).isPresent()) {
            return false;
        }
        ReportingCalendar calendar = calendar(new Owner(message.getDataset(), message.getReporter()));
        calendar.see(lastMonth(message.getPeriod()), months(message.getPeriod()));
        calendar.declareComplete(inputPartition, lastMonth(message.getPeriod()));
        return true;
    }

    private Line line(Owner owner, CustomsImport message) {
        Optional<BookKey> book = message.getWithdrawn()
                ? Optional.empty()
                : headline(message.getCommodityCode()).flatMap(mineral -> key(owner, mineral));
        Long weight = message.getNetWeightGrams();
        return new Line(
                message.getRevision(),
                book,
                lastMonth(message.getPeriod()),
                // The catalogue's own text, so that a million lines do not hold a million texts.
                catalogue.country(message.getOrigin()).map(Country::iso2).orElseThrow(),
                message.getCustomsValueCents(),
                weight == null ? Line.NO_WEIGHT : weight);
    }

    /** The mineral in whose book a commodity code counts. */
    private Optional<String> headline(String code) {
        for (int digits = Math.min(code.length(), LONGEST_CODE); digits > 0; digits--) {
            Classification found = byPrefix.get(code.substring(0, digits));
            if (found != null) {
                return found.headline() ? Optional.of(found.mineral()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<BookKey> key(Owner owner, String mineral) {
        return bookKeys.computeIfAbsent(new BookKey(owner.dataset(), owner.reporter(), mineral), Optional::of);
    }

    private ReportingCalendar calendar(Owner owner) {
        return calendars.computeIfAbsent(owner, key -> new ReportingCalendar(rule, inputPartitions));
    }

    private Map<String, BatchBook> books() {
        Map<String, BatchBook> books = new TreeMap<>();
        forgotten.values().forEach(sums -> book(sums.key(), books).add(sums));
        addLinesTo(books);
        return books;
    }

    private void addLinesTo(Map<String, BatchBook> books) {
        for (Map<String, Line> lines : linesByDataset.values()) {
            for (Line line : lines.values()) {
                line.book().ifPresent(key -> book(key, books).add(line));
            }
        }
    }

    private BatchBook book(BookKey key, Map<String, BatchBook> books) {
        return books.computeIfAbsent(key.toString(), name -> new BatchBook(key, calendar(key.owner()), rule));
    }

    private static int lastMonth(String period) {
        return Months.of(period.length() == 4 ? period + "-12" : period);
    }

    private static int months(String period) {
        return period.length() == 4 ? 12 : 1;
    }
}
