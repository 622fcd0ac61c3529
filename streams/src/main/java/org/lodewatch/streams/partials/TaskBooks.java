package org.lodewatch.streams.partials;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.streams.partials.PartialsProtocol.Replacement;

/** The books of one task: the sum of the totals in force for each input partition. The store holds the same totals. */
public final class TaskBooks {

    private final PartialsStore store;
    private final PackedCountries parts;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final Map<Owner, ReporterBooks> reporters =
            new TreeMap<>(Comparator.comparing(Owner::dataset).thenComparing(Owner::reporter));
    private final Set<TrackedBook> changed = new LinkedHashSet<>();
    private int inputPartitions;

    /** Loads the books. None of them is {@link #changed}. */
    TaskBooks(PartialsStore store, Catalogue catalogue, WindowRule rule, int inputPartitions) {
        this.store = store;
        this.parts = store.packedCountries();
        this.catalogue = catalogue;
        this.rule = rule;
        this.inputPartitions = inputPartitions;
        store.clocks().forEach(this::setClock);
        for (BookKey book : parts.books()) {
            reporter(book.owner()).book(book.mineral());
        }
        for (TrackedBook book : changed) {
            reporter(book.key().owner())
                    .clock()
                    .ifPresent(clock -> book.published(book.unpublished(clock), clock, true));
        }
        changed.clear();
    }

    /** Returns all books, in the order of dataset and reporter. */
    public Collection<ReporterBooks> reporters() {
        return reporters.values();
    }

    /** Returns the books of a dataset and reporter. */
    public ReporterBooks reporter(Owner owner) {
        return reporters.computeIfAbsent(owner, key -> {
            ReporterBooks books = new ReporterBooks(key, catalogue, rule, changed::add, parts::of);
            if (inputPartitions > 0) {
                books.setInputPartitions(inputPartitions);
            }
            return books;
        });
    }

    /** Returns the books to publish or to judge. The caller removes a book once it has done so. */
    public Set<TrackedBook> changed() {
        return changed;
    }

    void apply(BookPartial partial) {
        TrackedBook book = book(partial);
        for (MonthPartial month : partial.getMonths()) {
            apply(partial.getInputPartition(), partial.getGeneration(), book, month, partial.getWhole());
        }
    }

    void apply(ClockPartial partial) {
        setClock(partial);
        store.putClock(partial);
    }

    /** Replaces the totals in force for an input partition by its staged totals. */
    void replace(Replacement replacement) {
        int partition = replacement.now().getInputPartition();
        inputPartitions = replacement.now().getInputPartitions();
        reporters.values().forEach(books -> books.setInputPartitions(inputPartitions));
        replaceBooks(partition, replacement.now().getGeneration());
        replaceClocks(partition);
        if (replacement.changesBasis()) {
            for (ReporterBooks books : reporters.values()) {
                books.clock().ifPresent(clock -> books.books().forEach(book -> book.unpublishAll(clock)));
            }
        }
    }

    private void replaceBooks(int partition, long generation) {
        Map<TrackedBook, Set<Integer>> sentMonths = new HashMap<>();
        for (BookPartial partial : store.takeStagedBooks(partition)) {
            TrackedBook book = book(partial);
            Set<Integer> sent = sentMonths.computeIfAbsent(book, key -> new HashSet<>());
            for (MonthPartial month : partial.getMonths()) {
                sent.add(month.getMonth());
                apply(partition, partial.getGeneration(), book, month, true);
            }
        }
        for (ReporterBooks books : reporters.values()) {
            for (TrackedBook book : books.books()) {
                Set<Integer> sent = sentMonths.getOrDefault(book, Set.of());
                for (int month : book.months(partition)) {
                    if (!sent.contains(month)) {
                        apply(partition, generation, book, new MonthPartial(month, List.of()), true);
                    }
                }
            }
        }
    }

    private void replaceClocks(int partition) {
        Set<Owner> sent = new HashSet<>();
        for (ClockPartial clock : store.takeStagedClocks(partition)) {
            sent.add(PartialsStore.owner(clock));
            apply(clock);
        }
        for (ClockPartial old : store.clocks(partition)) {
            Owner owner = PartialsStore.owner(old);
            if (!sent.contains(owner)) {
                store.deleteClock(old);
                reporter(owner).setClock(partition, Optional.empty());
            }
        }
    }

    /** @param whole whether countries that are not in the message have no record in the month */
    private void apply(int partition, long generation, TrackedBook book, MonthPartial message, boolean whole) {
        int month = message.getMonth();
        SparseTotals now = whole ? new SparseTotals() : book.part(partition, month);
        MonthTotals.apply(message, now);
        SparseTotals change = book.replace(partition, month, now);
        CountryBuckets.of(change).stream()
                .forEach(bucket -> store.putCountries(partition, generation, book.key(), month, bucket, now));
    }

    private void setClock(ClockPartial partial) {
        PartitionClock clock = ClockMessages.clock(partial);
        reporter(PartialsStore.owner(partial)).setClock(partial.getInputPartition(), Optional.of(clock));
    }

    private TrackedBook book(BookPartial partial) {
        return reporter(new Owner(partial.getDataset(), partial.getReporter())).book(partial.getMineral());
    }
}
