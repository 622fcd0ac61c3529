package org.lodewatch.producer.rules;

import org.lodewatch.schemas.values.Printable;
import org.lodewatch.schemas.values.RejectionReason;

/** A row cannot be used. The row is rejected; the feed continues. */
public final class RowFault extends Exception {

    private static final long serialVersionUID = 1;

    private static final int SHOWN = 60;

    private final RejectionReason reason;

    /**
     * @param reason the kind of fault
     * @param message one line: what was found, and what was expected
     */
    public RowFault(RejectionReason reason, String message) {
        // Without a stack trace: a feed may reject many rows, and a trace would cost more than reading the row.
        super(Printable.message(message), null, false, false);
        this.reason = reason;
    }

    /** The kind of fault. */
    public RejectionReason reason() {
        return reason;
    }

    /** Text of a source for a message: in quotes, on one line, at most 60 characters of it. */
    public static String quoted(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return "'" + Printable.line(shown) + "'";
    }
}
