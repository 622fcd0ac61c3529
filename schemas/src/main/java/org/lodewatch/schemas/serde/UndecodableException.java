package org.lodewatch.schemas.serde;

/** The bytes are no message of the expected types, and never will be: a fault of the record, not of a service. */
public final class UndecodableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UndecodableException(String message) {
        super(message);
    }

    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
