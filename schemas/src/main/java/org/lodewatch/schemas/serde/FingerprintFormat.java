package org.lodewatch.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding: bytes C3 01, the schema's 64-bit CRC-64-AVRO fingerprint in little-endian order, the
 * binary datum (Avro 1.12 specification, "Single object encoding"). Old schemas come from {@link SchemaHistory}.
 */
public final class FingerprintFormat implements WireFormat {

    /** Bytes before the datum. */
    public static final int HEADER_LENGTH = 10;

    private static final byte MAGIC_0 = (byte) 0xC3;
    private static final byte MAGIC_1 = 0x01;

    private final Supplier<? extends Iterable<Schema>> current;
    private final Map<Schema, MessageEncoder> encoders = new ConcurrentHashMap<>();
    private final Map<Long, WrittenSchema> written = new ConcurrentHashMap<>();

    /** Whether every version of every type is in {@link #written}. */
    private volatile boolean complete;

    /**
     * Reads every version in the history of some types, and their current schemas.
     *
     * @param current schemas of these types; called when a message is the first that none of the current schemas of its topic
     *     has written, because parsing all versions takes longer than many a command
     */
    public FingerprintFormat(Supplier<? extends Iterable<Schema>> current) {
        this.current = current;
    }

    private Optional<WrittenSchema> find(long fingerprint, MessageTypes ofTopic) {
        WrittenSchema found = written.get(fingerprint);
        if (found != null || complete) {
            return Optional.ofNullable(found);
        }
        ofTopic.schemas().forEach(this::add);
        if (!written.containsKey(fingerprint)) {
            for (Schema schema : current.get()) {
                add(schema);
                SchemaHistory.of(schema.getName()).forEach(this::add);
            }
            complete = true;
        }
        return Optional.ofNullable(written.get(fingerprint));
    }

    private void add(Schema schema) {
        written.putIfAbsent(SchemaNormalization.parsingFingerprint64(schema), new WrittenSchema(schema));
    }

    @Override
    public void prepare(String topic, MessageTypes types) {
        // A reader finds the schema by its fingerprint, so nothing needs to be registered.
    }

    @Override
    public byte[] write(String topic, MessageTypes types, SpecificRecord message) {
        return encoders.computeIfAbsent(message.getSchema(), schema -> new MessageEncoder(header(schema), schema))
                .encode(message);
    }

    private static byte[] header(Schema schema) {
        return ByteBuffer.allocate(HEADER_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC_0)
                .put(MAGIC_1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    @Override
    public SpecificRecord read(byte[] bytes, MessageTypes types) {
        long fingerprint = fingerprintOf(bytes);
        return find(fingerprint, types)
                .orElseThrow(() -> new UndecodableException(
                        "unknown schema: no version of any known message has the fingerprint %016x"
                                .formatted(fingerprint)))
                .read(bytes, HEADER_LENGTH, types);
    }

    /** Whether the bytes begin with the magic bytes and a fingerprint. */
    public static boolean wrote(byte[] bytes) {
        return bytes.length >= HEADER_LENGTH && bytes[0] == MAGIC_0 && bytes[1] == MAGIC_1;
    }

    private static long fingerprintOf(byte[] bytes) {
        if (!wrote(bytes)) {
            if (WireFormat.namesRegistryId(bytes)) {
                throw new UndecodableException(
                        "it begins as what is written with a schema registry: if there is one, set schema.registry.url (--schema-registry)");
            }
            throw new UndecodableException(
                    "not an Avro single-object encoding: the value does not start with C3 01 and a fingerprint");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }
}
