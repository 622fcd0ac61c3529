package org.lodewatch.streams.topology;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;

/**
 * Which countries of a month are kept together in a store. A month has dozens of countries, and most records change one:
 * kept whole, it would write all of them to the changelog; kept one by one, each would cost a key of its own.
 */
final class CountryBuckets {

    private static final int COUNT = 8;

    private CountryBuckets() {}

    /** The portions in which two totals differ that share their countries. */
    static BitSet changed(Totals before, Totals now) {
        BitSet changed = new BitSet();
        Countries countries = now.countries();
        for (int column = 0; column < countries.size(); column++) {
            if (!now.sameAs(before, column)) {
                changed.set(portion(countries, column));
            }
        }
        return changed;
    }

    /** The columns of a portion that have a record. */
    static IntStream columns(Totals totals, int portion) {
        return Partials.withRecords(totals).filter(column -> portion(totals.countries(), column) == portion);
    }

    /** By the country, since its column may be another after a restart. */
    private static int portion(Countries countries, int column) {
        return countries.country(column) % COUNT;
    }
}
