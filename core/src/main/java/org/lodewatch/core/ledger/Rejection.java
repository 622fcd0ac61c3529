package org.lodewatch.core.ledger;

import org.lodewatch.schemas.values.RejectionReason;

/**
 * Why a record cannot be used.
 *
 * @param reason the kind of fault
 * @param message what was wrong, with the field and its value, in one line
 */
public record Rejection(RejectionReason reason, String message) {

    private static final int LONGEST_VALUE = 60;

    /** A field whose value breaks a rule. */
    static Rejection of(RejectionReason reason, String field, Object value, String expected) {
        String shown = String.valueOf(value);
        if (shown.length() > LONGEST_VALUE) {
            shown = shown.substring(0, LONGEST_VALUE) + "...";
        }
        return new Rejection(reason, field + " is '" + shown.replaceAll("\\p{Cntrl}", "?") + "': " + expected);
    }
}
