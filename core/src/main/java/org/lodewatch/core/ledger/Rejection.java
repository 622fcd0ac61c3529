package org.lodewatch.core.ledger;

import org.lodewatch.schemas.values.Printable;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The reason why a record cannot be used.
 *
 * @param reason the kind of fault
 * @param message the field, its value and what is expected, in one line
 */
public record Rejection(RejectionReason reason, String message) {

    public Rejection {
        message = Printable.message(message);
    }
}
