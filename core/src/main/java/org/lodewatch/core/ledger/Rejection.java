package org.lodewatch.core.ledger;

import org.lodewatch.schemas.values.RejectionReason;

/**
 * The reason why a record cannot be used.
 *
 * @param reason the kind of fault
 * @param message the field, its value and what is expected, in one line
 */
public record Rejection(RejectionReason reason, String message) {

    private static final int MAX_SHOWN = 60;

    /** A field whose value breaks a rule. */
    static Rejection of(RejectionReason reason, String field, Object value, String expected) {
        String shown = String.valueOf(value);
        if (shown.length() > MAX_SHOWN) {
            shown = shown.substring(0, MAX_SHOWN) + "...";
        }
        return new Rejection(reason, field + " is '" + shown.replaceAll("\\p{Cntrl}", "?") + "': " + expected);
    }
}
