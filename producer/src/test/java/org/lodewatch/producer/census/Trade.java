package org.lodewatch.producer.census;

import java.util.HashMap;
import java.util.Map;

/**
 * Imports of one commodity and country in one month, for the {@link CensusStub} to publish.
 *
 * @param code ten digits, or six for a table without ten-digit codes
 * @param month YYYY-MM
 * @param country Schedule C, four digits
 * @param general value of general imports, in US dollars
 * @param consumption value of imports for consumption, in US dollars
 * @param shown cells with another content than the computed one, by variable; null is a cell without a value
 */
public record Trade(
        String code,
        String month,
        String country,
        long general,
        long consumption,
        long quantity,
        String unit,
        long secondQuantity,
        String secondUnit,
        Map<String, String> shown) {

    /** Worth the same on both bases, and counted in no unit. */
    public static Trade of(String code, String month, String country, long dollars) {
        return new Trade(code, month, country, dollars, dollars, 0, "X", 0, "", Map.of());
    }

    public Trade consumption(long dollars) {
        return new Trade(code, month, country, general, dollars, quantity, unit, secondQuantity, secondUnit, shown);
    }

    public Trade weighing(long amount, String inUnit) {
        return new Trade(code, month, country, general, consumption, amount, inUnit, secondQuantity, secondUnit, shown);
    }

    public Trade secondly(long amount, String inUnit) {
        return new Trade(code, month, country, general, consumption, quantity, unit, amount, inUnit, shown);
    }

    public Trade showing(String variable, String text) {
        Map<String, String> more = new HashMap<>(shown);
        more.put(variable, text);
        return new Trade(code, month, country, general, consumption, quantity, unit, secondQuantity, secondUnit, more);
    }

    String key() {
        return month + " " + code + " " + country;
    }
}
