package org.lodewatch.schemas;

/**
 * Trouble that the person at the keyboard can mend: the message says what is wrong, where, and what to do, in one
 * line. The command line prints the message alone, without a stack trace, and exits with a non-zero code.
 */
public class OperatorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public OperatorException(String message) {
        super(message);
    }

    public OperatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
