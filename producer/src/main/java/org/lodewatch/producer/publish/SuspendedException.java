package org.lodewatch.producer.publish;

import org.lodewatch.schemas.OperatorException;

/**
 * The publisher was suspended until its transaction timed out, and the broker has aborted it. A new publisher and a new run
 * continue after the last commit.
 */
public final class SuspendedException extends OperatorException {

    private static final long serialVersionUID = 1;

    SuspendedException(String message, Throwable cause) {
        super(message, cause);
    }
}
