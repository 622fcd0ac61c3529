package org.lodewatch.core.policy;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Where the trade of a country or bloc went within a year.
 *
 * @param subject its name
 * @param percent its share of the supply
 * @param percentBefore its share twelve months earlier
 * @param others the names of the largest suppliers outside it, at most three, the largest first
 * @param percentOfOthers their share together
 * @param percentUnproduced the share of countries that do not produce the mineral; empty if that is not known
 * @param verb what producers do, {@code mine}
 */
record TradeShift(
        String subject,
        double percent,
        double percentBefore,
        List<String> others,
        double percentOfOthers,
        OptionalDouble percentUnproduced,
        String verb) {

    /** "China 2.2 % (45.2 % a year before); Belgium, France and Thailand now 57 %; 84 % from countries that mine none". */
    String text() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s %.1f %% (%.1f %% a year before)", subject, percent, percentBefore));
        if (!others.isEmpty()) {
            text.append(String.format(Locale.ROOT, "; %s now %.0f %%", listed(others), percentOfOthers));
        }
        if (percentUnproduced.isPresent()) {
            text.append(String.format(
                    Locale.ROOT, "; %.0f %% from countries that %s none", percentUnproduced.getAsDouble(), verb));
        }
        return text.toString();
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
