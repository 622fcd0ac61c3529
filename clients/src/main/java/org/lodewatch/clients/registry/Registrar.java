package org.lodewatch.clients.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/** Puts schemas under their subjects, so that every version of one can be read as any other. */
public final class Registrar {

    /** What every subject is held to, as the schemas' own history is. */
    public static final String LEVEL = "FULL_TRANSITIVE";

    /**
     * What came of it.
     *
     * @param id what stands for the schema in messages
     * @param isNew whether the subject did not have it before
     */
    public record Registered(int id, boolean isNew) {}

    private final SchemaRegistry registry;

    public Registrar(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers a schema unless it is there, and holds the subject to {@link #LEVEL}.
     *
     * @throws RegistryException if it is not compatible with what is there
     */
    public Registered register(String subject, Schema schema) {
        // First, since it decides what may be registered; some registries allow anything by default.
        if (!registry.compatibility(subject).equals(Optional.of(LEVEL))) {
            registry.setCompatibility(subject, LEVEL);
        }
        Optional<Integer> known = registry.find(subject, schema);
        return known.map(id -> new Registered(id, false))
                .orElseGet(() -> new Registered(registry.register(subject, schema), true));
    }

    /**
     * What is wrong with a schema under its subject, and how to mend it.
     *
     * @return empty if it is there
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
