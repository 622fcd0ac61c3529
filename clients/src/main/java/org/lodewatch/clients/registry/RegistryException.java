package org.lodewatch.clients.registry;

import org.lodewatch.schemas.OperatorException;

/** A schema registry does not let us do what we must: never the fault of a record. */
public class RegistryException extends OperatorException {

    private static final long serialVersionUID = 1;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
