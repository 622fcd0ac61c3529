package org.lodewatch.streams.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.lodewatch.schemas.ImportBounds;
import org.lodewatch.streams.book.BookKey;
import org.lodewatch.streams.book.Countries;
import org.lodewatch.streams.book.Months;
import org.lodewatch.streams.book.Totals;

/** One input partition's part of a book: totals by month and country, and which months have changed. */
public final class LedgerBook {

    /** No valid period ends before it. */
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);

    private final int number;
    private final BookKey key;
    private final LedgerOwner owner;
    private final Countries countries = new Countries();
    private Totals[] months = new Totals[0];
    private final BitSet changed = new BitSet();

    LedgerBook(int number, BookKey key, LedgerOwner owner) {
        this.number = number;
        this.key = key;
        this.owner = owner;
    }

    public BookKey key() {
        return key;
    }

    /** Every month within the horizon that has totals. */
    public List<Integer> months() {
        return IntStream.range(0, months.length)
                .filter(index -> months[index] != null)
                .mapToObj(index -> FIRST_MONTH + index)
                .toList();
    }

    /** The totals of a month; without any record if it has none. */
    public Totals totals(int month) {
        int index = month - FIRST_MONTH;
        return index < months.length && months[index] != null ? months[index] : new Totals(countries);
    }

    /** The months within the horizon whose totals have changed since this was asked last. */
    public List<Integer> takeChanged() {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Integer> taken = changed.stream().boxed().toList();
        changed.clear();
        return taken;
    }

    int number() {
        return number;
    }

    /** Adds a line, or with sign -1 takes it away; false if its month lies beyond the horizon. */
    boolean count(int month, int country, long value, long weight, int sign) {
        if (month < owner.horizonStart()) {
            return false;
        }
        int index = month - FIRST_MONTH;
        if (index >= months.length) {
            months = Arrays.copyOf(months, index + 12);
        }
        if (months[index] == null) {
            months[index] = new Totals(countries);
        }
        months[index].add(country, value, weight, sign);
        changed.set(month);
        return true;
    }

    /** Forgets the months that have passed out of the horizon. The second half knows by its own clock that they have. */
    void evict() {
        Arrays.fill(months, 0, Math.max(0, Math.min(months.length, owner.horizonStart() - FIRST_MONTH)), null);
        changed.clear(0, Math.max(0, owner.horizonStart()));
    }

    List<String> contents() {
        List<String> lines = new ArrayList<>();
        months().forEach(month -> {
            Totals totals = totals(month);
            for (int column = 0; column < countries.size(); column++) {
                StringBuilder line =
                        new StringBuilder(key.at(month)).append(' ').append(countries.country(column));
                for (int field = 0; field < Totals.FIELDS; field++) {
                    line.append(' ').append(totals.get(column, field));
                }
                lines.add(line.toString());
            }
        });
        return lines;
    }
}
