package org.lodewatch.clients.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/** Registers schemas under their subjects, so that every version of a subject can read every other. */
public final class Registrar {

    /** The compatibility level of every subject, and of the schemas' own history. */
    public static final String LEVEL = "FULL_TRANSITIVE";

    /**
     * A registered schema.
     *
     * @param id identifies the schema in messages
     * @param isNew whether this call registered it
     */
    public record Registered(int id, boolean isNew) {}

    private final SchemaRegistry registry;

    public Registrar(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers a schema if the subject does not have it, and sets the subject's compatibility to {@link #LEVEL}.
     *
     * @throws RegistryException if the schema is not compatible with the subject's versions
     */
    public Registered register(String subject, Schema schema) {
        // The level comes first, because some registries accept any schema by default.
        if (!registry.compatibility(subject).equals(Optional.of(LEVEL))) {
            registry.setCompatibility(subject, LEVEL);
        }
        Optional<Integer> known = registry.find(subject, schema);
        return known.map(id -> new Registered(id, false))
                .orElseGet(() -> new Registered(registry.register(subject, schema), true));
    }

    /**
     * Checks that a schema is registered under its subject.
     *
     * @return what is wrong and what to do; empty if it is registered
     */
    public Optional<String> problem(String subject, Schema schema) {
        if (registry.find(subject, schema).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(registry.incompatibility(subject, schema)
                .map(RegistryException::getMessage)
                .orElseGet(() -> missing(subject, schema)));
    }

    static String missing(String subject, Schema schema) {
        return "%s is not registered under subject %s: run `lodewatch schemas register`"
                .formatted(schema.getName(), subject);
    }
}
