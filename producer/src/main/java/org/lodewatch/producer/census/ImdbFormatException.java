package org.lodewatch.producer.census;

import org.lodewatch.schemas.values.RejectionReason;

/** A monthly file is not what it must be: nothing of it is to be believed. */
final class ImdbFormatException extends Exception {

    private static final long serialVersionUID = 1;

    private final RejectionReason reason;
    private final long line;

    /**
     * @param reason the kind of fault
     * @param message one line: what was found, and what was expected
     * @param line from 1; 0 where it is the file as a whole
     */
    ImdbFormatException(RejectionReason reason, String message, long line) {
        super(message);
        this.reason = reason;
        this.line = line;
    }

    RejectionReason reason() {
        return reason;
    }

    long line() {
        return line;
    }
}
