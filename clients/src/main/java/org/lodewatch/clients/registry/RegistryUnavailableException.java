package org.lodewatch.clients.registry;

/** A schema registry returned no usable response for as long as a call retries. It may do so later. */
public final class RegistryUnavailableException extends RegistryException {

    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
