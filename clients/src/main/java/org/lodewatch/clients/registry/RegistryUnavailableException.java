package org.lodewatch.clients.registry;

/** A schema registry has given no usable answer for as long as anyone waits for it. It may well give one later. */
public final class RegistryUnavailableException extends RegistryException {

    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
