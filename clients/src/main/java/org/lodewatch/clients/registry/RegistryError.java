package org.lodewatch.clients.registry;

/** Confluent's codes for what is not there, in the {@code error_code} of an answer with status 404. */
enum RegistryError {
    NO_SUBJECT(40401),
    NO_VERSION(40402),
    NO_SCHEMA(40403),
    /** Confluent's own; Apicurio says {@link #NO_SUBJECT} where a subject has no level of its own. */
    NO_LEVEL(40408);

    private final int code;

    RegistryError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
