package org.lodewatch.core.book;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One book: totals by month and country, summed over the contributions of the input partitions, or over the books of several
 * forms.
 *
 * <p>A contribution replaces the one before it, so that a repeated one changes nothing. Totals are packed, because a book is changed
 * and read seldom compared with how long it is in memory; only the sums of windows have a column for each country.
 */
public final class Book {

    /** Of this book alone: a form has few of the countries of its mineral, and each window has all its columns. */
    private final Countries countries = new Countries();

    private final Optional<Book> sum;
    private final BookParts parts;
    private final PackedMonths months = new PackedMonths();
    private final WindowSums windows = new WindowSums(months, countries);

    /** An empty book that is in no sum. */
    public Book() {
        this(Optional.empty(), new BookParts());
    }

    /**
     * A book with the totals of some contributions.
     *
     * @param sum the book that adds up this one with others, and changes with it; empty if none does
     * @param parts the contributions; the book changes them
     */
    Book(Optional<Book> sum, BookParts parts) {
        this.sum = sum;
        this.parts = parts;
        parts.months().forEach(month -> addToMonth(month, parts.sum(month)));
    }

    /** The columns of all totals in this book. */
    public Countries countries() {
        return countries;
    }

    /** One input partition's contribution to a month; empty if there is none. */
    public Totals contribution(int inputPartition, int month) {
        return parts.part(inputPartition, month).in(countries);
    }

    /** The contributions of the input partitions. */
    BookParts parts() {
        return parts;
    }

    /** The months that one input partition contributes to. */
    public Set<Integer> months(int inputPartition) {
        return parts.months(inputPartition);
    }

    /** The last month that has a record; empty if none has. */
    OptionalInt newestMonth() {
        return months.newest();
    }

    /**
     * Replaces one input partition's contribution to a month.
     *
     * @param totals empty removes the contribution
     * @return whether anything changed
     */
    public boolean replace(int inputPartition, int month, Totals totals) {
        return replace(inputPartition, month, SparseTotals.of(totals)).size() > 0;
    }

    /**
     * Replaces one input partition's contribution to a month.
     *
     * @param totals empty removes the contribution
     * @return the change; without a country if nothing changed
     */
    SparseTotals replace(int inputPartition, int month, SparseTotals totals) {
        SparseTotals change = totals.minus(parts.part(inputPartition, month));
        if (change.size() > 0) {
            addToMonth(month, change);
            parts.set(inputPartition, month, totals.isEmpty() ? new SparseTotals() : totals);
        }
        return change;
    }

    private void addToMonth(int month, SparseTotals change) {
        add(month, change);
        sum.ifPresent(whole -> whole.add(month, change));
    }

    private void add(int month, SparseTotals change) {
        months.add(month, change);
        windows.add(month, change);
    }

    /** Discards the sums of windows, so that an idle book does not take their memory. */
    void releaseWindows() {
        windows.release();
    }

    /** The book's windows, valid until it changes, of a book that adds up no others. */
    public Windows windows(Clock clock, WindowRule rule) {
        return windows.windows(clock, rule);
    }

    /**
     * The book's windows, valid until it changes.
     *
     * @param addedUp the books that it adds up, by id; their sums have the columns of this book
     */
    Windows windows(Clock clock, WindowRule rule, Map<String, Book> addedUp) {
        return windows.windows(clock, rule, asOf -> {
            Map<String, Totals> sums = new HashMap<>();
            addedUp.forEach((id, part) ->
                    sums.put(id, part.windows.at(asOf, clock, rule).in(countries)));
            return sums;
        });
    }
}
