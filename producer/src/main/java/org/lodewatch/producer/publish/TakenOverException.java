package org.lodewatch.producer.publish;

import org.lodewatch.schemas.OperatorException;

/** Another publisher of the same id has begun, and shut this one out: whoever meets this must stop, not try again. */
public final class TakenOverException extends OperatorException {

    private static final long serialVersionUID = 1;

    TakenOverException(String message, Throwable cause) {
        super(message, cause);
    }
}
