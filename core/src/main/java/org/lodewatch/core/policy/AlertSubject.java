package org.lodewatch.core.policy;

import java.util.List;

/**
 * Whom a policy measures: one country, a bloc of countries taken together, or the market as a whole.
 *
 * @param id as alert ids name it: an alpha-2 code, a bloc's id, or {@code market}
 * @param name as a sentence names it
 * @param countries the numbers of its countries; none for the market
 */
record AlertSubject(String id, String name, List<Integer> countries) {

    /** The book as a whole, for measures of concentration. */
    static final AlertSubject MARKET = new AlertSubject("market", "the market", List.of());
}
