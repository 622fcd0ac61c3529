package org.lodewatch.core.book;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * One book: totals by month and country, summed over the contributions of the input partitions, or over the books of several
 * forms.
 *
 * <p>A contribution replaces the one before it, so that a repeated one changes nothing.
 */
public final class Book {

    private static final NavigableMap<Integer, Totals> NO_MONTHS = Collections.emptyNavigableMap();

    /** Of this book alone: a form has few of the countries of its mineral, and each of its totals has all its columns. */
    private final Countries countries = new Countries();

    private final Optional<Book> sum;
    private final Map<Integer, NavigableMap<Integer, Totals>> parts = new HashMap<>();
    private final NavigableMap<Integer, Totals> months = new TreeMap<>();
    private final WindowSums windows = new WindowSums(months, countries);

    /** An empty book that is in no sum. */
    public Book() {
        this(Optional.empty());
    }

    /**
     * An empty book.
     *
     * @param sum the book that adds up this one with others, and changes with it; empty if none does
     */
    Book(Optional<Book> sum) {
        this.sum = sum;
    }

    /** The columns of all totals in this book. */
    public Countries countries() {
        return countries;
    }

    /** One input partition's contribution to a month; empty if there is none. Do not modify it. */
    public Totals contribution(int inputPartition, int month) {
        Totals totals = parts.getOrDefault(inputPartition, NO_MONTHS).get(month);
        return totals == null ? new Totals(countries) : totals;
    }

    /** The months that one input partition contributes to. */
    public Set<Integer> months(int inputPartition) {
        return Set.copyOf(parts.getOrDefault(inputPartition, NO_MONTHS).keySet());
    }

    /** The last month that has a record; empty if none has. */
    OptionalInt newestMonth() {
        return months.isEmpty() ? OptionalInt.empty() : OptionalInt.of(months.lastKey());
    }

    /**
     * Replaces one input partition's contribution to a month.
     *
     * @param totals with this book's {@link #countries()}; the book may keep it; empty removes the contribution
     * @return whether anything changed
     */
    public boolean replace(int inputPartition, int month, Totals totals) {
        NavigableMap<Integer, Totals> part = parts.computeIfAbsent(inputPartition, p -> new TreeMap<>());
        Totals before = part.get(month);
        if (before == null ? totals.isEmpty() : before.sameAs(totals)) {
            return false;
        }
        Totals change = before == null ? totals : totals.minus(before);
        add(month, change);
        sum.ifPresent(whole -> whole.add(month, change.in(whole.countries)));
        if (totals.isEmpty()) {
            part.remove(month);
        } else if (before == null) {
            part.put(month, totals);
        } else {
            // In place, because totals that live for seconds would be promoted by the garbage collector, which then
            // costs more.
            before.copyFrom(totals);
        }
        return true;
    }

    private void add(int month, Totals change) {
        Totals totals = months.computeIfAbsent(month, m -> new Totals(countries));
        totals.add(change, 1);
        if (totals.isEmpty()) {
            months.remove(month);
        }
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
            int first = Math.max(clock.oldestMonth(rule), asOf - rule.windowMonths() + 1);
            Map<String, Totals> sums = new HashMap<>();
            addedUp.forEach(
                    (id, part) -> sums.put(id, part.windows.sum(first, asOf).in(countries)));
            return sums;
        });
    }
}
