package org.lodewatch.streams.partials;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;

/**
 * Divides the countries of a month into buckets. The store has one entry per bucket. A month has dozens of countries and most
 * records change one of them: one entry per month would write all of them to the changelog, one per country would need
 * a key each.
 */
final class CountryBuckets {

    private static final int COUNT = 8;

    private CountryBuckets() {}

    /** Returns the buckets in which two totals that share their countries differ. */
    static BitSet changed(Totals before, Totals now) {
        BitSet changed = new BitSet();
        Countries countries = now.countries();
        for (int column = 0; column < countries.size(); column++) {
            if (!now.sameAs(before, column)) {
                changed.set(bucket(countries, column));
            }
        }
        return changed;
    }

    /** Returns the columns of a bucket's countries that have a record. */
    static IntStream columns(Totals totals, int bucket) {
        return MonthTotals.columnsWithRecords(totals).filter(column -> bucket(totals.countries(), column) == bucket);
    }

    /** By country and not by column, because a country may have another column after a restart. */
    private static int bucket(Countries countries, int column) {
        return countries.country(column) % COUNT;
    }
}
