package org.lodewatch.streams.partials;

import java.util.regex.Pattern;

/** What another program wrote, as a log or header may quote it: short, and in one line without control characters. */
public final class Shown {

    private static final int LONGEST_VALUE = 60;
    private static final int LONGEST_MESSAGE = 500;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

    private Shown() {}

    /** A message that may quote values. */
    public static String message(String text) {
        return shown(text, LONGEST_MESSAGE);
    }

    static String of(Object value) {
        return shown(String.valueOf(value), LONGEST_VALUE);
    }

    private static String shown(String text, int longest) {
        String shown = text.length() > longest ? text.substring(0, longest) + "..." : text;
        return CONTROL.matcher(shown).replaceAll("?");
    }
}
