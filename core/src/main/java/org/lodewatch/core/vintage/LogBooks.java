package org.lodewatch.core.vintage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The ledgers of all partitions of a log and the books of all datasets and reporters, in one process. */
public final class LogBooks {

    private final Catalogue catalogue;
    private final WindowRule rule;
    private final List<ImportLedger> ledgers = new ArrayList<>();
    private final Map<Owner, ReporterBooks> reporters = new HashMap<>();
    private final Map<Owner, Set<TrackedBook>> changed = new HashMap<>();

    /**
     * Empty ledgers and books.
     *
     * @param partitions of the log
     */
    public LogBooks(Catalogue catalogue, WindowRule rule, int partitions) {
        this.catalogue = catalogue;
        this.rule = rule;
        for (int partition = 0; partition < partitions; partition++) {
            ledgers.add(new ImportLedger(LogBooks::neverEncoded, catalogue, rule));
        }
    }

    private static SpecificRecord neverEncoded(byte[] value) {
        throw new IllegalStateException("messages of " + value.length + " bytes are decoded before");
    }

    /** Applies a record of the log to the ledger of its partition. */
    public Outcome apply(int partition, byte[] key, SpecificRecord message) {
        return ledgers.get(partition).applyMessage(key, message);
    }

    /** Why the record that was applied last to a partition was rejected. */
    public Rejection rejection(int partition) {
        return ledgers.get(partition).rejection();
    }

    /** Every dataset and reporter in the ledgers. */
    public Set<Owner> owners() {
        Set<Owner> owners = new LinkedHashSet<>();
        ledgers.forEach(ledger -> ledger.owners().forEach(owner -> owners.add(owner.key())));
        return owners;
    }

    /** The clock that the ledgers give, before {@link #update} has taken it to the books. */
    public Clock ledgerClock(Owner owner) {
        List<PartitionClock> clocks = new ArrayList<>();
        ledgers.forEach(ledger -> ledger.owner(owner).map(LedgerOwner::clock).ifPresent(clocks::add));
        return Clock.of(clocks, ledgers.size());
    }

    /** The clock of the books; empty before their first {@link #update}. */
    public Optional<Clock> clock(Owner owner) {
        return reporter(owner).clock();
    }

    /**
     * Takes everything that has changed in the ledgers of a dataset and reporter to its books.
     *
     * @return the months of which a figure has changed
     */
    public NavigableSet<Integer> update(Owner owner) {
        ReporterBooks books = reporter(owner);
        NavigableSet<Integer> months = new TreeSet<>();
        for (int partition = 0; partition < ledgers.size(); partition++) {
            Optional<LedgerOwner> ledger = ledgers.get(partition).owner(owner);
            if (ledger.isPresent()) {
                update(books, partition, ledger.get(), months);
            }
        }
        for (int partition = 0; partition < ledgers.size(); partition++) {
            Optional<LedgerOwner> ledger = ledgers.get(partition).owner(owner);
            if (ledger.isPresent() && ledger.get().takeChanged()) {
                books.setClock(partition, Optional.of(ledger.get().clock()).filter(clock -> !clock.isEmpty()));
            }
        }
        return months;
    }

    private static void update(
            ReporterBooks books, int partition, LedgerOwner ledger, NavigableSet<Integer> changedMonths) {
        for (LedgerBook source : ledger.takeChangedBooks()) {
            TrackedBook book = books.book(source.key().mineral());
            source.takeChanged().forEach((month, changed) -> {
                SparseTotals totals = book.part(partition, month);
                totals.set(changed);
                if (book.replace(partition, month, totals).size() > 0) {
                    changedMonths.add(month);
                }
            });
        }
    }

    /** The books of a dataset and reporter that have changed since {@link #settle} was called for them. */
    public List<TrackedBook> changed(Owner owner) {
        return List.copyOf(changed.getOrDefault(owner, Set.of()));
    }

    /** Marks a book as judged, and discards the sums of its windows. */
    public void settle(TrackedBook book) {
        Owner owner = book.key().owner();
        clock(owner).ifPresent(clock -> book.published(book.unpublished(clock), clock, true));
        changed.getOrDefault(owner, Set.of()).remove(book);
    }

    private ReporterBooks reporter(Owner owner) {
        return reporters.computeIfAbsent(owner, key -> {
            ReporterBooks books = new ReporterBooks(key, catalogue, rule, this::add);
            books.setInputPartitions(ledgers.size());
            return books;
        });
    }

    private void add(TrackedBook book) {
        changed.computeIfAbsent(book.key().owner(), owner -> new LinkedHashSet<>())
                .add(book);
    }
}
