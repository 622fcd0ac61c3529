package org.lodewatch.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;

/**
 * One input partition's part of a book: totals by month and country, and the changes since they were last read.
 *
 * <p>It keeps all months. What a horizon hides depends on the newest month, which may move back.
 */
public final class LedgerBook {

    private final int number;
    private final BookKey key;
    private final LedgerOwner owner;
    private final LedgerCells cells = new LedgerCells();

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

    /** The totals by month; some countries may have no records any more. */
    public SortedMap<Integer, SparseTotals> totals() {
        return cells.totals();
    }

    /** Whether {@link #takeChanged} would return anything. */
    public boolean hasChanged() {
        return cells.hasChanged();
    }

    /** By month, the totals of the countries that have changed since the last call, also of those without records. */
    public SortedMap<Integer, SparseTotals> takeChanged() {
        return cells.takeChanged();
    }

    int number() {
        return number;
    }

    /** Adds a record, or with sign -1 subtracts it. */
    void count(int month, int country, long value, long weight, int sign) {
        if (!cells.hasChanged()) {
            owner.addChanged(this);
        }
        cells.count(month, country, value, weight, sign);
    }

    List<String> contents() {
        List<String> lines = new ArrayList<>();
        totals().forEach((month, totals) -> {
            for (int entry = 0; entry < totals.size(); entry++) {
                StringBuilder line =
                        new StringBuilder(key.at(month)).append(' ').append(totals.country(entry));
                for (int field = 0; field < Totals.FIELDS; field++) {
                    line.append(' ').append(totals.get(entry, field));
                }
                lines.add(line.toString());
            }
        });
        return lines;
    }
}
