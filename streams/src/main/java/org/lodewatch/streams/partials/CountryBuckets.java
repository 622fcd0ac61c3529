package org.lodewatch.streams.partials;

import java.util.BitSet;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;

/**
 * Divides the countries of a month into buckets. The store has one entry per bucket. A month has dozens of countries and most
 * records change one of them: one entry per month would write all of them to the changelog, one per country would need
 * a key each.
 */
final class CountryBuckets {

    private static final int COUNT = 8;

    private CountryBuckets() {}

    /** Returns the buckets of some countries. */
    static BitSet of(SparseTotals totals) {
        BitSet buckets = new BitSet(COUNT);
        for (int entry = 0; entry < totals.size(); entry++) {
            buckets.set(of(totals.country(entry)));
        }
        return buckets;
    }

    /** Returns the totals of a bucket's countries that have a record. */
    static SparseTotals only(int bucket, SparseTotals totals) {
        SparseTotals only = new SparseTotals();
        for (int entry = 0; entry < totals.size(); entry++) {
            if (of(totals.country(entry)) == bucket && totals.get(entry, Totals.RECORDS) > 0) {
                only.append(totals, entry);
            }
        }
        return only;
    }

    /** Returns the totals of all other countries. */
    static SparseTotals without(int bucket, SparseTotals totals) {
        SparseTotals others = new SparseTotals();
        for (int entry = 0; entry < totals.size(); entry++) {
            if (of(totals.country(entry)) != bucket) {
                others.append(totals, entry);
            }
        }
        return others;
    }

    private static int of(int country) {
        return country % COUNT;
    }
}
