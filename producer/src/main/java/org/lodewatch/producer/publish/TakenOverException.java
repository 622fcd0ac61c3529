package org.lodewatch.producer.publish;

import org.lodewatch.schemas.OperatorException;

/** Another publisher of the same id has started and has fenced this one, which must stop and not retry. */
public final class TakenOverException extends OperatorException {

    private static final long serialVersionUID = 1;

    TakenOverException(String message, Throwable cause) {
        super(message, cause);
    }
}
