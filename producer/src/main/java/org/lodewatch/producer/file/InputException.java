package org.lodewatch.producer.file;

import org.lodewatch.schemas.OperatorException;

/**
 * A file is not what it should be: gone, empty, damaged, or without a column that is needed. Reading it again as it is
 * ends no better; trouble of the disk or network under it is an {@link OperatorException} of another kind.
 */
public final class InputException extends OperatorException {

    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
