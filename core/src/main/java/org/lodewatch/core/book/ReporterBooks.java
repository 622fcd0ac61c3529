package org.lodewatch.core.book;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lodewatch.schemas.catalogue.Catalogue;

/** All books of one dataset and reporter, and the one clock that they share. */
public final class ReporterBooks {

    private final BookKey.Owner owner;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final Consumer<TrackedBook> changes;
    private final Function<BookKey, BookParts> parts;
    private final Map<Integer, PartitionClock> clocks = new HashMap<>();
    private final Map<String, TrackedBook> books = new TreeMap<>();
    private int inputPartitions;
    private Clock clock;

    /**
     * @param catalogue says which books are added up in which
     * @param changes is called whenever a book has something to publish or to judge
     */
    public ReporterBooks(BookKey.Owner owner, Catalogue catalogue, WindowRule rule, Consumer<TrackedBook> changes) {
        this(owner, catalogue, rule, changes, book -> new BookParts());
    }

    /**
     * @param catalogue says which books are added up in which
     * @param changes is called whenever a book has something to publish or to judge
     * @param parts what input partitions contribute to a new book already; the book changes it
     */
    public ReporterBooks(
            BookKey.Owner owner,
            Catalogue catalogue,
            WindowRule rule,
            Consumer<TrackedBook> changes,
            Function<BookKey, BookParts> parts) {
        this.owner = owner;
        this.catalogue = catalogue;
        this.rule = rule;
        this.changes = changes;
        this.parts = parts;
    }

    public BookKey.Owner owner() {
        return owner;
    }

    /** The clock; empty until a partition has sent one. */
    public Optional<Clock> clock() {
        return Optional.ofNullable(clock);
    }

    /** All books, by id. */
    public Collection<TrackedBook> books() {
        return books.values();
    }

    /** The book of a mineral or form; creates it if necessary, and the one that adds it up. */
    public TrackedBook book(String id) {
        TrackedBook present = books.get(id);
        if (present != null) {
            return present;
        }
        Optional<TrackedBook> sum = catalogue.sumOf(id).map(this::book);
        BookKey key = new BookKey(owner.dataset(), owner.reporter(), id);
        TrackedBook book = new TrackedBook(key, catalogue, sum, parts.apply(key), rule, changes);
        books.put(id, book);
        if (clock != null) {
            book.tick(Optional.empty(), clock, clock.asOfs(rule));
        }
        return book;
    }

    /** Sets which windows of a book may have been published earlier: each is then published as it is now, or deleted. */
    public void recall(String mineral, AsOfRange earlier) {
        tick();
        book(mineral).recall(earlier);
    }

    /** Sets the number of input partitions, which decides when a month is complete. */
    public void setInputPartitions(int count) {
        if (count != inputPartitions) {
            inputPartitions = count;
            if (clock != null) {
                tick();
            }
        }
    }

    /** Replaces a partition's clock; empty removes it. */
    public void setClock(int inputPartition, Optional<PartitionClock> partitionClock) {
        partitionClock.ifPresentOrElse(now -> clocks.put(inputPartition, now), () -> clocks.remove(inputPartition));
        tick();
    }

    private void tick() {
        Clock now = Clock.of(clocks.values(), inputPartitions);
        if (!now.equals(clock)) {
            Optional<Clock> before = clock();
            Collection<Integer> changed = before.<Collection<Integer>>map(was -> now.changedSince(was, rule))
                    .orElseGet(() -> now.asOfs(rule));
            clock = now;
            books.values().forEach(book -> book.tick(before, now, changed));
        }
    }
}
