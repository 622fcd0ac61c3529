package org.lodewatch.clients.registry;

import org.lodewatch.schemas.OperatorException;

/** A schema registry refuses a call or does not respond. It is not a fault of the record that is read or written. */
public class RegistryException extends OperatorException {

    private static final long serialVersionUID = 1;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
