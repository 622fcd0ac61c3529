package org.lodewatch.core.ledger;

/**
 * Why a record cannot be used.
 *
 * @param reason a stable word, such as {@code unknown-country}
 * @param message what was wrong, with the field and its value, in one line
 */
public record Rejection(String reason, String message) {

    private static final int LONGEST_VALUE = 60;

    /** A field whose value breaks a rule. */
    static Rejection of(String reason, String field, Object value, String expected) {
        String shown = String.valueOf(value);
        if (shown.length() > LONGEST_VALUE) {
            shown = shown.substring(0, LONGEST_VALUE) + "...";
        }
        return new Rejection(reason, field + " is '" + shown.replaceAll("\\p{Cntrl}", "?") + "': " + expected);
    }
}
