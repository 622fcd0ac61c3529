package org.lodewatch.clients.registry;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.serde.FingerprintFormat;
import org.lodewatch.schemas.serde.MessageEncoder;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormat;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.serde.WrittenSchema;

/**
 * The wire format of Confluent's serializers: byte 0, the id of the schema in a registry in 4 bytes, the binary datum. It
 * also reads messages in the {@link FingerprintFormat}, which were written without a registry.
 *
 * <p>Ids and schemas are cached for good, because an id never changes its schema.
 */
public final class RegistryFormat implements WireFormat {

    private static final byte MAGIC = 0;
    private static final int HEADER_LENGTH = 5;

    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(45);

    private record SubjectSchema(String subject, Schema schema) {}

    private final SchemaRegistry registry;
    private final boolean registers;
    private final WireFormat fingerprints;
    private final Map<Integer, WrittenSchema> written = new ConcurrentHashMap<>();
    private final Map<String, Map<Schema, MessageEncoder>> encoders = new ConcurrentHashMap<>();
    private final FailureCache<Integer> unusable = new FailureCache<>(UNKNOWN_FOR);
    private final FailureCache<SubjectSchema> missing = new FailureCache<>(UNKNOWN_FOR);

    /** @param fingerprints reads messages that were written without a registry */
    public RegistryFormat(RegistrySettings settings, WireFormat fingerprints) {
        this(new SchemaRegistry(settings), settings.registers(), fingerprints);
    }

    RegistryFormat(SchemaRegistry registry, boolean registers, WireFormat fingerprints) {
        this.registry = registry;
        this.registers = registers;
        this.fingerprints = fingerprints;
    }

    /**
     * The formats for an application's settings: with a registry if the settings name one.
     *
     * @throws org.lodewatch.schemas.OperatorException if a setting of the registry is not valid
     */
    public static WireFormats formats(Map<String, ?> settings) {
        WireFormat internal = WireFormats.WITHOUT_REGISTRY.internal();
        return RegistrySettings.of(settings)
                .map(registry -> new WireFormats(new RegistryFormat(registry, internal), internal))
                .orElse(WireFormats.WITHOUT_REGISTRY);
    }

    @Override
    public void prepare(String topic, MessageTypes types) {
        types.schemas().forEach(schema -> encoder(topic, types, schema));
    }

    @Override
    public byte[] write(String topic, MessageTypes types, SpecificRecord message) {
        return encoder(topic, types, message.getSchema()).encode(message);
    }

    private MessageEncoder encoder(String topic, MessageTypes types, Schema schema) {
        Map<Schema, MessageEncoder> ofTopic = encoders.get(topic);
        MessageEncoder known = ofTopic == null ? null : ofTopic.get(schema);
        if (known == null) {
            // Not in computeIfAbsent, which would make other threads wait for the registry. A second call gets the same
            // id.
            int id = id(types.subject(topic, schema), schema);
            known = new MessageEncoder(
                    ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(id).array(), schema);
            encoders.computeIfAbsent(topic, name -> new ConcurrentHashMap<>()).put(schema, known);
        }
        return known;
    }

    private int id(String subject, Schema schema) {
        if (registers) {
            return registry.register(subject, schema).id();
        }
        SubjectSchema key = new SubjectSchema(subject, schema);
        missing.reason(key).ifPresent(reason -> {
            throw new RegistryException(reason);
        });
        return registry.find(subject, schema).orElseThrow(() -> {
            String reason = SchemaRegistry.missing(subject, schema);
            missing.add(key, reason);
            return new RegistryException(reason);
        });
    }

    @Override
    public SpecificRecord read(byte[] bytes, MessageTypes types) {
        if (FingerprintFormat.wrote(bytes)) {
            return fingerprints.read(bytes, types);
        }
        if (!WireFormat.namesRegistryId(bytes)) {
            throw new UndecodableException("neither in a schema registry's format nor in Avro's single-object encoding:"
                    + " the value does not start with 0 and a schema id, nor with C3 01 and a fingerprint");
        }
        return written(ByteBuffer.wrap(bytes).getInt(1)).read(bytes, HEADER_LENGTH, types);
    }

    private WrittenSchema written(int id) {
        WrittenSchema known = written.get(id);
        if (known == null) {
            known = fetched(id);
            written.put(id, known);
        }
        return known;
    }

    private WrittenSchema fetched(int id) {
        if (id < 0) {
            // Without a call to the registry, because its rejection would look like a fault of the registry.
            throw new UndecodableException("%d is not a schema id".formatted(id));
        }
        unusable.reason(id).ifPresent(reason -> {
            throw new UndecodableException(reason);
        });
        try {
            return parsed(id, registry.schema(id));
        } catch (UndecodableException e) {
            unusable.add(id, e.getMessage());
            throw e;
        }
    }

    private static WrittenSchema parsed(int id, String text) {
        try {
            // Defaults of writers are not used, so invalid ones do no harm.
            return new WrittenSchema(
                    new Schema.Parser().setValidateDefaults(false).parse(text));
        } catch (RuntimeException e) {
            throw new UndecodableException("schema " + id + " cannot be parsed by Avro", e);
        }
    }

    /** Keeps the reasons of failed lookups for a while, so that they are not repeated for every record. Thread-safe. */
    private static final class FailureCache<K> {

        private static final int MOST = 10_000;

        /** @param until by {@link System#nanoTime()} */
        private record Failure(String reason, long until) {}

        private final long life;
        private final Map<K, Failure> failures = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Failure> eldest) {
                return size() > MOST;
            }
        });

        FailureCache(Duration life) {
            this.life = life.toNanos();
        }

        /** Why the lookup of this key failed; empty if it did not fail lately. */
        Optional<String> reason(K key) {
            return Optional.ofNullable(failures.get(key))
                    .filter(failure -> failure.until() - System.nanoTime() > 0)
                    .map(Failure::reason);
        }

        void add(K key, String reason) {
            failures.put(key, new Failure(reason, System.nanoTime() + life));
        }
    }
}
