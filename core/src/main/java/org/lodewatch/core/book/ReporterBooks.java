package org.lodewatch.core.book;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All books of one dataset and reporter, and the one clock that they share. */
public final class ReporterBooks {

    private final BookKey.Owner owner;
    private final WindowRule rule;
    private final Consumer<TrackedBook> news;
    private final Map<Integer, PartitionClock> clocks = new HashMap<>();
    private final Map<String, TrackedBook> books = new TreeMap<>();
    private int inputPartitions;
    private Clock clock;

    /** @param news is told whenever a book has something to publish or to judge */
    public ReporterBooks(BookKey.Owner owner, WindowRule rule, Consumer<TrackedBook> news) {
        this.owner = owner;
        this.rule = rule;
        this.news = news;
    }

    /** The clock; empty until a partition has seen a month. */
    public Optional<Clock> clock() {
        return Optional.ofNullable(clock);
    }

    /** Every book that has been opened, by mineral. */
    public Collection<TrackedBook> books() {
        return books.values();
    }

    /** The book of a mineral, opened if it is not yet. */
    public TrackedBook book(String mineral) {
        return books.computeIfAbsent(mineral, name -> {
            TrackedBook book = new TrackedBook(new BookKey(owner.dataset(), owner.reporter(), name), rule, news);
            if (clock != null) {
                book.tick(Optional.empty(), clock);
            }
            return book;
        });
    }

    /**
     * Takes over which windows of a book readers may have seen: each will be published as it is now, or taken back. Until
     * a partition has seen a month, these windows are all that the clock knows.
     */
    public void recall(String mineral, AsOfRange shown) {
        if (clocks.isEmpty()) {
            AsOfRange known = clock().map(old -> new AsOfRange(old.firstMonth(), old.newestMonth()).and(shown))
                    .orElse(shown);
            clock = new Clock(1, known.first(), known.last(), OptionalInt.of(known.last()));
        }
        book(mineral).recall(shown);
    }

    /** Sets how many partitions the input has, which decides when a month is complete. */
    public void setInputPartitions(int count) {
        if (count != inputPartitions) {
            inputPartitions = count;
            tick();
        }
    }

    /** Takes in a partition's clock in place of the one before; empty takes it away. */
    public void setClock(int inputPartition, Optional<PartitionClock> moved) {
        if (moved.isPresent()) {
            clocks.put(inputPartition, moved.get());
        } else {
            clocks.remove(inputPartition);
        }
        tick();
    }

    private void tick() {
        if (clocks.isEmpty()) {
            // Without a partition left the months are gone too; the last clock still says which windows to take back.
            return;
        }
        Clock now = Clock.of(clocks.values(), inputPartitions);
        if (!now.equals(clock)) {
            Optional<Clock> before = clock();
            books.values().forEach(book -> book.tick(before, now));
        }
        clock = now;
    }
}
