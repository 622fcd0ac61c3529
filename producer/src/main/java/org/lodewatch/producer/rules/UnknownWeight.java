package org.lodewatch.producer.rules;

import java.util.Locale;
import java.util.Set;

/** What sources write in the place of a net weight that they do not have. A value counts without its weight. */
public final class UnknownWeight {

    private static final Set<String> TEXTS = Set.of(
            "", "na", "n/a", "#n/a", "nan", "null", "none", "-", "--", ":", "..", "...", "(s)", "(d)", "(x)", "(z)",
            "(na)");

    private UnknownWeight() {}

    /** Whether a text means that the weight is unknown; a flag of Eurostat may follow a colon, as in {@code : c}. */
    public static boolean matches(String text) {
        // Almost all texts are numbers, and every row comes here.
        if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            return false;
        }
        String found = text.strip().toLowerCase(Locale.ROOT);
        return TEXTS.contains(found) || found.matches(": ?[a-z]");
    }
}
