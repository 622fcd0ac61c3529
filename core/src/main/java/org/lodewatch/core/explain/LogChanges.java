package org.lodewatch.core.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.core.ledger.LedgerRecord;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/**
 * What changed in the log of customs imports between two moments.
 *
 * <p>The records published up to the first moment are in one ledger, those after it in another. A record id of the first takes
 * the memory that it takes in an instance; of the second, only changed ids have a place.
 *
 * <p>Not safe for use by several threads.
 */
public final class LogChanges {

    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);
    private static final int DECEMBER = 11;

    private static final Comparator<BookChange> ORDER = Comparator.comparing(
                    (BookChange change) -> change.book().dataset())
            .thenComparing(change -> change.book().reporter())
            .thenComparing(change -> change.formOf().orElse(change.book().mineral()))
            .thenComparing(change -> change.formOf().isPresent())
            .thenComparing(change -> change.book().mineral());

    private final Catalogue catalogue;
    private final WindowRule rule;
    private final Instant since;
    private final Instant until;
    private final ImportLedger before;
    private final ImportLedger later;
    private final Map<String, DatasetBasis> basis = new HashMap<>();

    private final Map<BookKey, ChangedBook> books = new HashMap<>();

    /** By dataset and reporter, the last month of each period whose number of records changed. */
    private final Map<Owner, Map<Integer, Integer>> periods = new HashMap<>();

    private Optional<Instant> newest = Optional.empty();
    private long unchanged;
    private long uncounted;

    /**
     * @param since records that were published at this moment or later are changes
     * @param until records that were published at this moment or later do not count
     */
    public LogChanges(Catalogue catalogue, WindowRule rule, Instant since, Instant until) {
        this.catalogue = catalogue;
        this.rule = rule;
        this.since = since;
        this.until = until;
        this.before = ledger();
        this.later = ledger();
    }

    private ImportLedger ledger() {
        return new ImportLedger(
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
        if (!publishedAt.isBefore(until)) {
            return;
        }
        newest = newest.filter(other -> other.isAfter(publishedAt)).or(() -> Optional.of(publishedAt));
        ImportLedger ledger = publishedAt.isBefore(since) ? before : later;
        ledger.applyMessage(key, message);
        if (message instanceof DatasetProperties properties && ledger.rejection() == null) {
            basis.merge(
                    properties.getDataset(),
                    DatasetBasis.of(properties),
                    (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
    }

    /** When the newest record before the second moment was published; empty if there is none. */
    public Optional<Instant> newest() {
        return newest;
    }

    /** How many record ids have a new revision with the same content. Valid after {@link #books}. */
    public long unchanged() {
        return unchanged;
    }

    /** How many changed record ids no book counts, neither before nor after. Valid after {@link #books}. */
    public long uncounted() {
        return uncounted;
    }

    /**
     * What changed, by book: a mineral, then its forms. Books without a change are left out. Call it once, at the end of the
     * log.
     */
    public List<BookChange> books() {
        before.replacedBy(later, this::add);
        List<BookChange> changes = new ArrayList<>();
        for (ChangedBook changed : books.values()) {
            BookKey book = changed.book();
            changes.add(changed.change(
                    currency(book),
                    catalogue.formOf(book.mineral()),
                    former(book),
                    newest(book.owner(), Map.of()),
                    newest(book.owner(), periods.getOrDefault(book.owner(), Map.of())),
                    rule.windowMonths()));
        }
        changes.sort(ORDER);
        return changes;
    }

    private String currency(BookKey book) {
        return Optional.ofNullable(basis.get(book.dataset()))
                .map(DatasetBasis::currency)
                .orElse(DatasetBasis.DEFAULT_CURRENCY);
    }

    private void add(Optional<LedgerRecord> former, LedgerRecord now) {
        Optional<LedgerRecord> held = former.filter(record -> !record.withdrawn());
        count(held, -1);
        count(Optional.of(now).filter(record -> !record.withdrawn()), 1);
        Set<BookKey> counting = new LinkedHashSet<>(booksOf(held));
        counting.addAll(booksOf(Optional.of(now)));
        if (held.isEmpty() ? now.withdrawn() : held.get().equals(now)) {
            unchanged++;
        } else if (counting.isEmpty()) {
            uncounted++;
        } else {
            counting.forEach(book -> add(book, held, now));
        }
    }

    private void add(BookKey book, Optional<LedgerRecord> held, LedgerRecord now) {
        Optional<LedgerRecord> counted =
                held.filter(record -> booksOf(Optional.of(record)).contains(book));
        Optional<LedgerRecord> counts =
                Optional.of(now).filter(record -> booksOf(Optional.of(record)).contains(book));
        if (counted.isPresent() && counts.isPresent() && isSameInSum(counted.get(), counts.get())) {
            return;
        }
        books.computeIfAbsent(book, ChangedBook::new).add(cause(counted, counts, held, now), counted, counts);
    }

    private ChangeCause cause(
            Optional<LedgerRecord> counted,
            Optional<LedgerRecord> counts,
            Optional<LedgerRecord> held,
            LedgerRecord now) {
        if (now.withdrawn()) {
            return ChangeCause.WITHDRAWAL;
        }
        if (held.isEmpty()) {
            return isPublished(now) ? ChangeCause.REVISION : ChangeCause.NEW_MONTH;
        }
        return counted.isPresent() && counts.isPresent() ? ChangeCause.REVISION : ChangeCause.RECLASSIFIED;
    }

    /** Whether the dataset and reporter had a record of the period at the first moment. */
    private boolean isPublished(LedgerRecord record) {
        return before.owner(record.owner())
                .filter(owner -> owner.records(record.month(), record.yearly()) > 0)
                .isPresent();
    }

    private static boolean isSameInSum(LedgerRecord one, LedgerRecord other) {
        return one.month() == other.month()
                && one.country() == other.country()
                && one.cents() == other.cents()
                && one.grams() == other.grams();
    }

    /** The books that count a record: that of its form, and of the mineral that adds it up. */
    private List<BookKey> booksOf(Optional<LedgerRecord> record) {
        if (record.flatMap(LedgerRecord::book).isEmpty()) {
            return List.of();
        }
        Owner owner = record.get().owner();
        String form = record.get().book().get();
        BookKey own = new BookKey(owner.dataset(), owner.reporter(), form);
        return catalogue
                .sumOf(form)
                .map(sum -> List.of(own, new BookKey(owner.dataset(), owner.reporter(), sum)))
                .orElse(List.of(own));
    }

    private void count(Optional<LedgerRecord> record, int sign) {
        record.ifPresent(counted -> periods.computeIfAbsent(counted.owner(), any -> new HashMap<>())
                .merge(period(counted.month(), counted.yearly()), sign, Integer::sum));
    }

    /** A number for a period: even of months, odd of years. */
    private static int period(int month, boolean yearly) {
        return 2 * month + (yearly ? 1 : 0);
    }

    /** The newest month in which a dataset and reporter has records after some changes; 0 if it has none. */
    private int newest(Owner owner, Map<Integer, Integer> changed) {
        Optional<LedgerOwner> former = before.owner(owner);
        int end = changed.keySet().stream()
                .mapToInt(period -> period / 2 + 1)
                .max()
                .orElse(FIRST_MONTH);
        for (int month = Math.max(end, former.map(LedgerOwner::end).orElse(FIRST_MONTH));
                month >= FIRST_MONTH;
                month--) {
            if (hasRecords(former, changed, month, false)
                    || Math.floorMod(month, 12) == DECEMBER && hasRecords(former, changed, month, true)) {
                return month;
            }
        }
        return 0;
    }

    private static boolean hasRecords(
            Optional<LedgerOwner> former, Map<Integer, Integer> changed, int month, boolean yearly) {
        return former.map(held -> held.records(month, yearly)).orElse(0)
                        + changed.getOrDefault(period(month, yearly), 0)
                > 0;
    }

    /** The records of a book at the first moment, by month and country. */
    private Map<Integer, Map<Integer, RecordSum>> former(BookKey book) {
        Map<Integer, Map<Integer, RecordSum>> former = new HashMap<>();
        List<String> parts = catalogue.parts(book.mineral());
        for (LedgerBook part :
                before.owner(book.owner()).map(LedgerOwner::books).orElse(List.of())) {
            if (part.key().equals(book) || parts.contains(part.key().mineral())) {
                part.totals()
                        .forEach((month, totals) -> add(totals, former.computeIfAbsent(month, any -> new HashMap<>())));
            }
        }
        return former;
    }

    private static void add(SparseTotals totals, Map<Integer, RecordSum> sums) {
        for (int entry = 0; entry < totals.size(); entry++) {
            RecordSum sum = new RecordSum(totals.get(entry, Totals.RECORDS), totals.get(entry, Totals.VALUE));
            if (sum.records() != 0) {
                sums.merge(totals.country(entry), sum, RecordSum::plus);
            }
        }
    }
}
