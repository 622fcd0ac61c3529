package org.lodewatch.schemas;

import org.lodewatch.schemas.values.Printable;

/**
 * A problem that an operator can solve. The message is one line with what is wrong, where, and what to do. The command
 * line prints the message without a stack trace, and exits with a non-zero code.
 */
public class OperatorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message one line; characters of quoted text that would end the line or control a terminal are escaped */
    public OperatorException(String message) {
        super(Printable.message(message));
    }

    /** @param message one line; characters of quoted text that would end the line or control a terminal are escaped */
    public OperatorException(String message, Throwable cause) {
        super(Printable.message(message), cause);
    }
}
