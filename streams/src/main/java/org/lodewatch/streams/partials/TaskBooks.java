package org.lodewatch.streams.partials;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.BookParts;
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

    /** The books that have a staged message, by input partition. */
    private final Map<Integer, Set<BookKey>> staged;

    /** The input partitions whose staged messages are in force. */
    private final Queue<Integer> replacing = new ArrayDeque<>();

    private int inputPartitions;

    /** Loads the books. None of them is {@link #changed}. */
    TaskBooks(PartialsStore store, Catalogue catalogue, WindowRule rule, int inputPartitions) {
        this.store = store;
        this.parts = store.packedCountries();
        this.catalogue = catalogue;
        this.rule = rule;
        this.inputPartitions = inputPartitions;
        this.staged = store.stagedBooks();
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
        int partition = partial.getInputPartition();
        BookKey key = PartialsStore.key(partial);
        if (replacing.contains(partition) && staged.get(partition).contains(key)) {
            replace(partition, key);
        }
        TrackedBook book = book(partial);
        for (MonthPartial month : partial.getMonths()) {
            apply(partition, partial.getGeneration(), book, month, partial.getWhole());
        }
    }

    void apply(ClockPartial partial) {
        setClock(partial);
        store.putClock(partial);
    }

    /**
     * Keeps a message until the totals of its input partition are in force. Of one that says what is in force already, as nearly all do after
     * a restart or when an input partition moves, only that it was sent is kept.
     */
    void stage(BookPartial partial) {
        int partition = partial.getInputPartition();
        BookKey book = PartialsStore.key(partial);
        store.stage(isInForce(partial) ? withoutMonths(partition, partial.getGeneration(), book, false) : partial);
        staged.computeIfAbsent(partition, first -> new LinkedHashSet<>()).add(book);
    }

    private boolean isInForce(BookPartial partial) {
        if (!partial.getWhole()) {
            return false;
        }
        int partition = partial.getInputPartition();
        BookParts inForce = parts.of(PartialsStore.key(partial));
        Set<Integer> left = new HashSet<>(inForce.months(partition));
        for (MonthPartial month : partial.getMonths()) {
            SparseTotals sent = MonthTotals.of(month);
            if (sent.minus(inForce.part(partition, month.getMonth())).size() > 0) {
                return false;
            }
            left.remove(month.getMonth());
        }
        return left.isEmpty();
    }

    /** @param whole true if the book has no records, false if it has what is in force */
    private static BookPartial withoutMonths(int partition, long generation, BookKey book, boolean whole) {
        return new BookPartial(
                partition, generation, book.dataset(), book.reporter(), book.mineral(), List.of(), null, whole, false);
    }

    private static boolean isWithoutChange(BookPartial staged) {
        return staged.getMonths().isEmpty() && !staged.getWhole();
    }

    /** Drops what is staged of an input partition; totals that are in force are not dropped. */
    void discardStaged(int partition) {
        replaceAll(partition);
        staged.remove(partition);
        store.deleteStaged(partition);
    }

    /**
     * Puts the staged totals of an input partition in force. The clocks change at once. Each book takes over its totals in
     * {@link #replaceNext}, or before a change of them is applied.
     */
    void replace(Replacement replacement) {
        int partition = replacement.now().getInputPartition();
        inputPartitions = replacement.now().getInputPartitions();
        reporters.values().forEach(books -> books.setInputPartitions(inputPartitions));
        stageNothingForUnsentBooks(partition, replacement.now().getGeneration());
        replaceClocks(partition);
        if (replacement.changesBasis()) {
            for (ReporterBooks books : reporters.values()) {
                books.clock().ifPresent(clock -> books.books().forEach(book -> book.unpublishAll(clock)));
            }
        }
        setReplacing(partition);
    }

    private void stageNothingForUnsentBooks(int partition, long generation) {
        Set<BookKey> sent = staged.getOrDefault(partition, Set.of());
        for (BookKey book : parts.books()) {
            if (!sent.contains(book) && !parts.of(book).months(partition).isEmpty()) {
                stage(withoutMonths(partition, generation, book, true));
            }
        }
    }

    /** The books take over what is staged of an input partition. */
    void setReplacing(int partition) {
        if (staged.containsKey(partition)) {
            replacing.add(partition);
        }
    }

    /** Whether some books have not yet taken over their totals in force. */
    boolean isReplacing() {
        return !replacing.isEmpty();
    }

    /**
     * Some books take over their totals in force.
     *
     * @param most how many totals, each of a country in a month, are replaced before further books are left to the next call
     */
    void replaceNext(int most) {
        for (int replaced = 0; replaced < most && isReplacing(); ) {
            int partition = replacing.element();
            replaced += replace(partition, staged.get(partition).iterator().next());
        }
    }

    /** All books take over their totals in force for an input partition. */
    private void replaceAll(int partition) {
        while (replacing.contains(partition)) {
            replace(partition, staged.get(partition).iterator().next());
        }
    }

    /** @return how much was replaced: the totals of each country in a month, and each month and book */
    private int replace(int partition, BookKey key) {
        Set<BookKey> left = staged.get(partition);
        left.remove(key);
        if (left.isEmpty()) {
            staged.remove(partition);
            replacing.remove(partition);
        }
        BookPartial message = store.takeStaged(partition, key);
        if (isWithoutChange(message)) {
            return 1;
        }
        TrackedBook book = book(message);
        Set<Integer> unsent = new HashSet<>(book.months(partition));
        int replaced = 1 + unsent.size();
        for (MonthPartial month : message.getMonths()) {
            unsent.remove(month.getMonth());
            replaced += 1 + month.getCountries().size();
            apply(partition, message.getGeneration(), book, month, true);
        }
        for (int month : unsent) {
            apply(partition, message.getGeneration(), book, new MonthPartial(month, List.of()), true);
        }
        return replaced;
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
