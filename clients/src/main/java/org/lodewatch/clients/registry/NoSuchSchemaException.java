package org.lodewatch.clients.registry;

/** An id stands for no schema that could be of ours, by the registry's own word. */
final class NoSuchSchemaException extends Exception {

    private static final long serialVersionUID = 1;

    NoSuchSchemaException(String message) {
        super(message);
    }
}
