package org.lodewatch.core.book;

import org.lodewatch.schemas.values.CountryCode;

/** Writes the totals of a window in a line of text. */
final class Origins {

    private Origins() {}

    /** Totals of records without weight: {@code "CN 138816762, BE 46990979"} are customs values in USD. */
    static Totals values(Countries countries, String text) {
        Totals totals = new Totals(countries);
        for (String origin : text.split(", ")) {
            String[] parts = origin.split(" ");
            totals.add(CountryCode.of(parts[0]), 100 * Long.parseLong(parts[1]), -1, 1);
        }
        return totals;
    }

    /** Totals of records with weight: {@code "CN 35865371 9276468"} is a customs value and a weight in kilograms. */
    static Totals weights(Countries countries, String text) {
        Totals totals = new Totals(countries);
        for (String origin : text.split(", ")) {
            String[] parts = origin.split(" ");
            totals.add(CountryCode.of(parts[0]), 100 * Long.parseLong(parts[1]), 1000 * Long.parseLong(parts[2]), 1);
        }
        return totals;
    }
}
