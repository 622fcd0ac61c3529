package org.lodewatch.schemas.serde;

/** The bytes are not a message of the expected types. This is a fault of the record, so a retry does not help. */
public final class UndecodableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UndecodableException(String message) {
        super(message);
    }

    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
