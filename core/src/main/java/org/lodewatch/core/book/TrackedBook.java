package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Months;

/** A book, and which of its windows have changed since they were published. */
public final class TrackedBook {

    private static final long NEVER = Long.MIN_VALUE;
    private static final int NONE = Integer.MIN_VALUE;
    private static final int NOT_STALE = Integer.MAX_VALUE;

    private final BookKey key;
    private final Catalogue catalogue;
    private final WindowRule rule;
    private final Consumer<TrackedBook> changes;
    private final Book book;
    private final Optional<TrackedBook> sum;
    private final List<TrackedBook> parts = new ArrayList<>();
    private final MonthSet unpublished = new MonthSet();
    private boolean unjudged;
    private boolean unsettled;
    private long unpublishedSince = NEVER;

    /** The newest window that may have been published; it may be later than the clock's newest month, if that went back. */
    private int newestPublished = NONE;

    /** Null until the dataset and reporter has a clock. */
    private Clock clock;

    private BookCodes codes = BookCodes.NONE;

    /**
     * @param catalogue says which codes the book counts
     * @param sum the book that adds up this one with others; empty if none does
     * @param parts what input partitions contribute to it; the book changes them
     * @param changes is called at every change, so that a publisher need not poll all books
     */
    TrackedBook(
            BookKey key,
            Catalogue catalogue,
            Optional<TrackedBook> sum,
            BookParts parts,
            WindowRule rule,
            Consumer<TrackedBook> changes) {
        this.key = key;
        this.catalogue = catalogue;
        this.rule = rule;
        this.changes = changes;
        this.sum = sum;
        this.book = newBook(parts);
        sum.ifPresent(whole -> whole.parts.add(this));
    }

    private Book newBook(BookParts parts) {
        try {
            return new Book(sum.map(whole -> whole.book), parts);
        } catch (ArithmeticException e) {
            throw Totals.tooLarge(key.toString(), e);
        }
    }

    public BookKey key() {
        return key;
    }

    /** One input partition's contribution to a month; empty if there is none. */
    public Totals contribution(int inputPartition, int month) {
        return book.contribution(inputPartition, month);
    }

    /** One input partition's contribution to a month; without a country if there is none. */
    public SparseTotals part(int inputPartition, int month) {
        return book.parts().part(inputPartition, month);
    }

    /** The months that one input partition contributes to. */
    public Set<Integer> months(int inputPartition) {
        return book.months(inputPartition);
    }

    /**
     * Replaces one input partition's contribution to a month.
     *
     * @return whether anything changed
     * @throws ArithmeticException if a total does not fit a long; the book cannot be used then
     */
    public boolean replace(int inputPartition, int month, Totals totals) {
        return replace(inputPartition, month, SparseTotals.of(totals)).size() > 0;
    }

    /**
     * Replaces one input partition's contribution to a month.
     *
     * @return the change; without a country if nothing changed
     * @throws ArithmeticException if a total does not fit a long; the book cannot be used then
     */
    public SparseTotals replace(int inputPartition, int month, SparseTotals totals) {
        int wasStaleFrom = staleFrom(clock);
        int sumWasStaleFrom = sum.map(whole -> whole.staleFrom(whole.clock)).orElse(NOT_STALE);
        SparseTotals change;
        try {
            change = book.replace(inputPartition, month, totals);
        } catch (ArithmeticException e) {
            throw Totals.tooLarge(key + " in " + Months.text(month), e);
        }
        if (change.size() > 0) {
            changed(month, wasStaleFrom);
            sum.ifPresent(whole -> whole.changed(month, sumWasStaleFrom));
        }
        return change;
    }

    /** Marks what a change of a month changes. */
    private void changed(int month, int wasStaleFrom) {
        unpublishStale(wasStaleFrom, staleFrom(clock));
        // The windows that the month lies in, and those that are compared with one of these.
        unpublish(month, month + rule.windowMonths() - 1 + Windows.COMPARISON);
        judgeAgain();
    }

    /** Marks every window that may have been published under a clock, including those beyond the horizon. */
    public void unpublishAll(Clock clock) {
        recall(new AsOfRange(clock.firstMonth(), clock.newestMonth()));
    }

    /** A range that holds the marked windows, if some lie outside the clock's months and must be deleted. */
    public Optional<AsOfRange> toDelete(Clock clock) {
        int last = lastPublishable(clock);
        boolean outside = unpublished.hasAny(Integer.MIN_VALUE, Math.min(last, clock.firstMonth() - 1))
                || unpublished.hasAny(clock.newestMonth() + 1, last);
        return outside ? Optional.of(new AsOfRange(unpublished.first(), unpublished.lastUpTo(last))) : Optional.empty();
    }

    /** The last as-of month of which a window is published, or may have been. */
    private int lastPublishable(Clock clock) {
        return Math.max(newestPublished, clock.newestMonth());
    }

    /** Marks windows that may have been published earlier, so that each is published as it is now, or deleted. */
    void recall(AsOfRange earlier) {
        newestPublished = Math.max(newestPublished, earlier.last());
        unpublish(earlier.first(), earlier.last());
        judgeAgain();
    }

    /** Marks the book for judgement, and calls the listener. */
    public void judgeAgain() {
        unjudged = true;
        unsettled = true;
        changes.accept(this);
    }

    /**
     * Marks the windows that a change of the clock changes.
     *
     * @param before empty if this is the book's first clock
     * @param changed the windows that differ between the two clocks for every book
     */
    void tick(Optional<Clock> before, Clock now, Collection<Integer> changed) {
        before.ifPresent(was -> newestPublished = Math.max(newestPublished, was.newestMonth()));
        int wasStaleFrom = before.map(this::staleFrom).orElse(NOT_STALE);
        clock = now;
        if (before.isEmpty() || !before.get().codes().equals(now.codes())) {
            codes = BookCodes.of(key.mineral(), catalogue, now.codes());
        }
        changed.forEach(asOf -> unpublished.add(asOf, asOf));
        unpublishStale(wasStaleFrom, staleFrom(now));
        judgeAgain();
    }

    /** The first window that is stale under a clock. */
    private int staleFrom(Clock now) {
        OptionalInt newest = book.newestMonth();
        return now != null && newest.isPresent() && now.isStale(newest.getAsInt()) ? newest.getAsInt() : NOT_STALE;
    }

    /** Marks the windows that become stale or fresh. */
    private void unpublishStale(int before, int now) {
        if (before != now) {
            unpublish(Math.min(before, now), Math.min(Math.max(before, now) - 1, clock.newestMonth()));
        }
    }

    /** Whether the book has changed since it was last judged. */
    public boolean isUnjudged() {
        return unjudged;
    }

    /** When the oldest unpublished change was found; {@code now} if it is found by this call. */
    public long unpublishedSince(long now) {
        if (unpublishedSince == NEVER) {
            unpublishedSince = now;
        }
        return unpublishedSince;
    }

    /** The as-of months of changed windows, oldest first, including those that are no longer in the clock's range. */
    public List<Integer> unpublished(Clock clock) {
        return unpublished.upTo(lastPublishable(clock));
    }

    /** Whether every window has been published and the book has been judged with all of them. */
    public boolean isPublished() {
        return !unsettled && unpublished.isEmpty();
    }

    /**
     * Marks these windows as published, and the book as judged.
     *
     * @param settled whether it was judged with all its windows, so that no correction of a past month waits
     */
    public void published(List<Integer> asOfs, Clock clock, boolean settled) {
        asOfs.forEach(unpublished::remove);
        // Windows later than the clock will be marked when it gets there.
        unpublished.removeAfter(lastPublishable(clock));
        if (!unpublished.hasAny(clock.newestMonth() + 1, Integer.MAX_VALUE)) {
            newestPublished = clock.newestMonth();
        }
        unjudged = false;
        unsettled &= !settled;
        if (isPublished()) {
            unpublishedSince = NEVER;
        }
        releaseWindows();
    }

    /** Discards the sums of windows, unless the book has something to publish. */
    public void releaseWindows() {
        if (isPublished()) {
            book.releaseWindows();
        }
    }

    /** The book's windows, valid until it changes. */
    public Windows windows(Clock clock) {
        Map<String, Book> addedUp =
                parts.stream().collect(Collectors.toMap(part -> part.key.mineral(), part -> part.book));
        try {
            return book.windows(clock, rule, addedUp).counting(codes);
        } catch (ArithmeticException e) {
            throw Totals.tooLarge(key + " in a window", e);
        }
    }

    /** The books of forms that this book adds up; none if it counts records itself. */
    public List<TrackedBook> parts() {
        return parts;
    }

    private void unpublish(int from, int to) {
        unpublished.add(from, to);
    }
}
