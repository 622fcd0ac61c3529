package org.lodewatch.schemas;

/**
 * A problem that an operator can solve. The message is one line with what is wrong, where, and what to do. The command
 * line prints the message without a stack trace, and exits with a non-zero code.
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
