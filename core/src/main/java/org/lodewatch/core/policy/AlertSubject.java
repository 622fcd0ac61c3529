package org.lodewatch.core.policy;

import java.util.List;

/**
 * What a policy measures: one country, a bloc of countries taken together, or the market as a whole.
 *
 * @param id the last part of the alert id: an alpha-2 code, a bloc's id, or {@code market}
 * @param name as it appears in a sentence
 * @param countries the numbers of its countries; none for the market
 */
record AlertSubject(String id, String name, List<Integer> countries) {

    /** The book as a whole, for measures of concentration. */
    static final AlertSubject MARKET = new AlertSubject("market", "the market", List.of());
}
