package org.lodewatch.core.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/**
 * One input partition's part of a book: totals by month and country, and the changes since they were last read.
 *
 * <p>It keeps all months. What a horizon hides depends on the newest month, which may move back.
 */
public final class LedgerBook {

    /** No valid period ends earlier. */
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);

    private final int number;
    private final BookKey key;
    private final LedgerOwner owner;
    private final Countries countries = new Countries();
    private Totals[] months = new Totals[0];

    /** By month, the columns that have changed; null where none has. */
    private BitSet[] changedColumns = new BitSet[0];

    private final BitSet changedMonths = new BitSet();

    /** @param key null if it only holds the place of a book, and counts nothing */
    LedgerBook(int number, BookKey key, LedgerOwner owner) {
        this.number = number;
        this.key = key;
        this.owner = owner;
    }

    /** Holds the place of a book for the records of an owner that no book counts. */
    static LedgerBook uncounted(int number, LedgerOwner owner) {
        return new LedgerBook(number, null, owner);
    }

    public BookKey key() {
        return key;
    }

    LedgerOwner owner() {
        return owner;
    }

    /** Whether it counts records. */
    boolean counts() {
        return key != null;
    }

    /** Every month that has totals. */
    public List<Integer> months() {
        return IntStream.range(0, months.length)
                .filter(index -> months[index] != null)
                .mapToObj(index -> FIRST_MONTH + index)
                .toList();
    }

    /** The totals of a month; empty if it has none. */
    public Totals totals(int month) {
        int index = month - FIRST_MONTH;
        return index < months.length && months[index] != null ? months[index] : new Totals(countries);
    }

    /** Whether {@link #takeChanged} would return anything. */
    public boolean hasChanged() {
        return !changedMonths.isEmpty();
    }

    /** By month, the columns of its totals that have changed since the last call. */
    public SortedMap<Integer, BitSet> takeChanged() {
        if (changedMonths.isEmpty()) {
            return Collections.emptySortedMap();
        }
        SortedMap<Integer, BitSet> taken = new TreeMap<>();
        changedMonths.stream().forEach(index -> {
            taken.put(FIRST_MONTH + index, changedColumns[index]);
            changedColumns[index] = null;
        });
        changedMonths.clear();
        return taken;
    }

    int number() {
        return number;
    }

    /** Adds a record, or with sign -1 subtracts it. */
    void count(int month, int country, long value, long weight, int sign) {
        int index = month - FIRST_MONTH;
        if (index >= months.length) {
            months = Arrays.copyOf(months, index + 12);
            changedColumns = Arrays.copyOf(changedColumns, months.length);
        }
        if (months[index] == null) {
            months[index] = new Totals(countries);
        }
        months[index].add(country, value, weight, sign);
        if (changedColumns[index] == null) {
            changedColumns[index] = new BitSet();
            changedMonths.set(index);
        }
        changedColumns[index].set(countries.column(country));
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
