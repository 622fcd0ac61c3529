package org.lodewatch.producer.file;

import org.lodewatch.schemas.OperatorException;

/**
 * A file is missing, empty, damaged, or lacks a required column. To read it again unchanged would fail again. A failure of
 * the disk or network is another {@link OperatorException}.
 */
public class InputException extends OperatorException {

    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
