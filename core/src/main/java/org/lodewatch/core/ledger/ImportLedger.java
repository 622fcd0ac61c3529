package org.lodewatch.core.ledger;

import static org.lodewatch.schemas.values.RejectionReason.MISSING_KEY;
import static org.lodewatch.schemas.values.RejectionReason.MISSING_VALUE;
import static org.lodewatch.schemas.values.RejectionReason.TOTAL_TOO_LARGE;
import static org.lodewatch.schemas.values.RejectionReason.UNDECODABLE;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Period;

/**
 * The highest revision of every record id of one input partition, and the sums of these records by book, month and
 * country.
 *
 * <p>The ledger is a pure function of the records applied so far, the catalogue and the window rule. It reads no clock and
 * never throws for bad data, so that a restore from the log results in the same ledger as live processing. Only a failure
 * of a service that the decoder needs is thrown.
 */
public final class ImportLedger {

    private static final int MAX_CACHED_CODES = 100_000;

    private final Function<byte[], SpecificRecord> decoder;
    private final Catalogue catalogue;
    private final ImportValidation validation;

    private final LedgerTable table = new LedgerTable();
    private final Map<String, Optional<Classification>> classified = new HashMap<>();
    private final Map<Owner, LedgerOwner> owners = new HashMap<>();
    private final Map<String, DatasetBasis> basisByDataset = new HashMap<>();

    /** By number: every book, and for each owner the place of the records that no book counts. */
    private final List<LedgerBook> places = new ArrayList<>();

    private final List<LedgerBook> books = new ArrayList<>();

    /** The owner of the previous record, which is mostly the owner of the next one too. */
    private LedgerOwner lastOwner;

    private Rejection rejection;
    private long unclassifiedCodes;

    /**
     * An empty ledger.
     *
     * @param decoder decodes a value, or throws {@link UndecodableException}
     */
    public ImportLedger(Function<byte[], SpecificRecord> decoder, Catalogue catalogue, WindowRule rule) {
        this.decoder = decoder;
        this.catalogue = catalogue;
        this.validation =
                new ImportValidation(country -> catalogue.country(country).isPresent(), rule);
    }

    /**
     * Applies one record of the log.
     *
     * @param key the record id in UTF-8, or null
     * @param value the encoded message, or null
     */
    public Outcome apply(byte[] key, byte[] value) {
        rejection = null;
        if (key == null || key.length == 0) {
            return reject(new Rejection(MISSING_KEY, "the record has no key: the key must be the record id"));
        }
        if (value == null) {
            return reject(new Rejection(
                    MISSING_VALUE,
                    "the record has no value: to withdraw a record, publish a higher revision with withdrawn"));
        }
        SpecificRecord message;
        try {
            message = decoder.apply(value);
        } catch (UndecodableException e) {
            return reject(new Rejection(UNDECODABLE, e.getMessage()));
        }
        return applyMessage(key, message);
    }

    /**
     * Applies one decoded record of the log.
     *
     * @param key the record id in UTF-8, not empty
     */
    public Outcome applyMessage(byte[] key, SpecificRecord message) {
        rejection = null;
        if (message instanceof CustomsImport line) {
            return apply(key, line);
        }
        return message instanceof PeriodComplete period ? declare(period) : declare((DatasetProperties) message);
    }

    /** Why the record applied last was rejected. */
    public Rejection rejection() {
        return rejection;
    }

    /** The number of record ids. */
    public long size() {
        return table.size();
    }

    /** Bytes of memory that the record ids take. */
    public long bytes() {
        return table.bytes();
    }

    /** The number of different commodity codes so far that the catalogue maps to no mineral. */
    public long unclassifiedCodes() {
        return unclassifiedCodes;
    }

    /** Every book, in order of appearance. */
    public List<LedgerBook> books() {
        return books;
    }

    /** Every dataset and reporter. */
    public Iterable<LedgerOwner> owners() {
        return owners.values();
    }

    /** A dataset and reporter; empty if it has no record. */
    public Optional<LedgerOwner> owner(Owner key) {
        return Optional.ofNullable(owners.get(key));
    }

    /**
     * Passes on each record id that later records of the same log replace or add, also where the content is the same.
     *
     * @param later the ledger of the later records alone
     * @param each receives what this ledger holds of the id, if it does, and what replaces it
     */
    public void replacedBy(ImportLedger later, BiConsumer<Optional<LedgerRecord>, LedgerRecord> each) {
        later.table.forEach((hash1, hash2) -> {
            boolean known = table.find(hash1, hash2);
            if (!known || table.revision() < later.table.revision()) {
                each.accept(known ? Optional.of(selected()) : Optional.empty(), later.selected());
            }
        });
    }

    /** What the ledger holds of a record id; empty if it has none. */
    public Optional<LedgerRecord> record(Owner owner, byte[] key) {
        HashValue128 id = owner(owner.dataset(), owner.reporter()).hash(key);
        return table.find(id.getMostSignificantBits(), id.getLeastSignificantBits())
                ? Optional.of(selected())
                : Optional.empty();
    }

    private LedgerRecord selected() {
        LedgerBook place = places.get(table.book());
        return new LedgerRecord(
                place.owner().key(),
                table.withdrawn() || !place.counts()
                        ? Optional.empty()
                        : Optional.of(place.key().mineral()),
                table.month(),
                table.yearly(),
                table.country(),
                table.withdrawn(),
                table.value(),
                table.weight());
    }

    private Outcome apply(byte[] key, CustomsImport line) {
        Optional<Rejection> fault = validation.check(key, line);
        if (fault.isPresent()) {
            return reject(fault.get());
        }
        Period period = Period.parse(line.getPeriod());
        LedgerOwner owner = owner(line.getDataset(), line.getReporter());
        Optional<Classification> classification = classify(line.getCommodityCode(), period);
        HashValue128 id = owner.hash(key);
        boolean known = table.find(id.getMostSignificantBits(), id.getLeastSignificantBits());
        if (known && line.getRevision() == table.revision()) {
            Optional<Rejection> conflict =
                    new RecordContent(line, period, owner, classification).conflict(table, places.get(table.book()));
            if (conflict.isPresent()) {
                return reject(conflict.get());
            }
        }
        boolean counted = !line.getWithdrawn() && classification.isPresent();
        if (counted && (!known || line.getRevision() > table.revision()) && !hasRoom(owner, line, known)) {
            return reject(tooLarge(owner, line));
        }
        if (line.getCompletionFollows()) {
            owner.announceCompletion();
        }
        if (!known) {
            table.insert(id.getMostSignificantBits(), id.getLeastSignificantBits());
        } else if (line.getRevision() <= table.revision()) {
            return line.getRevision() == table.revision() ? Outcome.REPEATED : Outcome.STALE;
        } else {
            count(-1);
        }
        put(line, period, counted ? book(owner, classification.get().book()) : owner.uncounted());
        if (line.getWithdrawn()) {
            return Outcome.WITHDRAWN;
        } else if (!counted) {
            return Outcome.UNCLASSIFIED;
        }
        return known ? Outcome.REVISED : Outcome.ADDED;
    }

    /** Whether the total of an owner has room for a record, in place of the selected one of its id. */
    private boolean hasRoom(LedgerOwner owner, CustomsImport line, boolean known) {
        long value = line.getCustomsValueCents();
        long weight = Math.max(0, RecordContent.grams(line));
        if (known && !table.withdrawn()) {
            LedgerBook place = places.get(table.book());
            if (place.counts() && place.owner() == owner) {
                value -= table.value();
                weight -= Math.max(0, table.weight());
            }
        }
        return owner.hasRoom(value, weight);
    }

    /**
     * A record of a plausible size is rejected only where the records before it have an absurd sum, so it is one of them that is
     * wrong. Nothing in the log says which. The last one is rejected, because each earlier one counts in figures that are published, and
     * because the result stays a function of the log: a restore rejects the same record.
     */
    private static Rejection tooLarge(LedgerOwner owner, CustomsImport line) {
        return new Rejection(
                TOTAL_TOO_LARGE,
                ("with %d cents and %s grams in %s the records of %s in this partition would exceed %d cents or grams:"
                                + " find the record with an impossible value, and withdraw or correct it")
                        .formatted(
                                line.getCustomsValueCents(),
                                line.getNetWeightGrams() == null ? "no" : line.getNetWeightGrams(),
                                line.getPeriod(),
                                owner.key(),
                                LedgerOwner.MAX_TOTAL));
    }

    /** Replaces the selected record and counts the new one. */
    private void put(CustomsImport line, Period period, LedgerBook place) {
        table.set(
                line.getRevision(),
                place.number(),
                period.lastMonth(),
                period.isYear(),
                CountryCode.of(line.getOrigin()),
                RecordContent.code(line.getCommodityCode()),
                line.getWithdrawn(),
                line.getCustomsValueCents(),
                RecordContent.grams(line));
        count(1);
    }

    /** The classification of a code in a period. */
    private Optional<Classification> classify(String code, Period period) {
        Optional<Classification> longest = classified.size() < MAX_CACHED_CODES
                ? classified.computeIfAbsent(code, this::classify)
                : catalogue.classify(code);
        // The longest prefix of all times decides whenever the tariff had it. Few codes begin or end.
        return longest.isEmpty() || longest.get().isValid(period.firstMonth(), period.lastMonth())
                ? longest
                : catalogue.classify(code, period.firstMonth(), period.lastMonth());
    }

    private Optional<Classification> classify(String code) {
        Optional<Classification> found = catalogue.classify(code);
        if (found.isEmpty()) {
            unclassifiedCodes++;
        }
        return found;
    }

    private Outcome declare(PeriodComplete message) {
        Optional<Rejection> fault = validation.check(message);
        if (fault.isPresent()) {
            return reject(fault.get());
        }
        owner(message.getDataset(), message.getReporter())
                .declare(Period.parse(message.getPeriod()), message.getState(), message.getPublishedAt());
        return Outcome.PERIOD_COMPLETE;
    }

    private Outcome declare(DatasetProperties message) {
        Optional<Rejection> fault = validation.check(message);
        if (fault.isPresent()) {
            return reject(fault.get());
        }
        String dataset = message.getDataset();
        DatasetBasis latest = basisByDataset.merge(
                dataset, DatasetBasis.of(message), (one, other) -> one.compareTo(other) >= 0 ? one : other);
        owners.values().stream()
                .filter(owner -> owner.key().dataset().equals(dataset))
                .forEach(owner -> owner.setBasis(latest));
        return Outcome.DATASET_PROPERTIES;
    }

    /** Adds the selected record to its period and book, or with sign -1 subtracts it. */
    private void count(int sign) {
        if (table.withdrawn()) {
            return;
        }
        LedgerBook place = places.get(table.book());
        place.owner().count(table.month(), table.yearly(), sign);
        if (place.counts()) {
            place.owner().add(table.value(), table.weight(), sign);
            place.count(table.month(), table.country(), table.value(), table.weight(), sign);
        }
    }

    private LedgerOwner owner(String dataset, String reporter) {
        if (lastOwner == null
                || !lastOwner.key().dataset().equals(dataset)
                || !lastOwner.key().reporter().equals(reporter)) {
            Owner key = new Owner(dataset, reporter);
            LedgerOwner owner = owners.get(key);
            if (owner == null) {
                owner = new LedgerOwner(key, nextPlace(), Optional.ofNullable(basisByDataset.get(dataset)));
                owners.put(key, owner);
                places.add(owner.uncounted());
            }
            lastOwner = owner;
        }
        return lastOwner;
    }

    private LedgerBook book(LedgerOwner owner, String bookId) {
        LedgerBook book = owner.book(bookId);
        if (book == null) {
            book = new LedgerBook(
                    nextPlace(), new BookKey(owner.key().dataset(), owner.key().reporter(), bookId), owner);
            places.add(book);
            books.add(book);
            owner.add(book);
        }
        return book;
    }

    private int nextPlace() {
        if (places.size() > LedgerTable.MAX_BOOK) {
            throw new IllegalStateException("more than " + LedgerTable.MAX_BOOK + " books in a partition");
        }
        return places.size();
    }

    private Outcome reject(Rejection why) {
        rejection = why;
        return Outcome.REJECTED;
    }

    /** The whole state as lines of text in no particular order. Two ledgers are equal if their lines are. */
    List<String> contents() {
        List<String> lines = new ArrayList<>();
        table.forEach((hash1, hash2) -> lines.add("%016x%016x r%d %s %s %d%s %d %d%s %d %d"
                .formatted(
                        hash1,
                        hash2,
                        table.revision(),
                        places.get(table.book()).owner().key(),
                        places.get(table.book()).counts()
                                ? places.get(table.book()).key().mineral()
                                : "-",
                        table.month(),
                        table.yearly() ? "y" : "",
                        table.country(),
                        table.code(),
                        table.withdrawn() ? "w" : "",
                        table.value(),
                        table.weight())));
        books.forEach(book -> lines.addAll(book.contents()));
        owners.values().stream()
                .filter(owner -> !owner.clock().isEmpty())
                .forEach(owner -> lines.add(owner.key() + " " + owner.clock()));
        return lines;
    }
}
