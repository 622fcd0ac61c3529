package org.lodewatch.streams.partials;

/** A value of a record that another program wrote, as a message may quote it: short, and without control characters. */
final class Shown {

    private static final int LONGEST = 60;

    private Shown() {}

    static String of(Object value) {
        String text = String.valueOf(value);
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
