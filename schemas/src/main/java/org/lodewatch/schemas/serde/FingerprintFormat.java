package org.lodewatch.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.lodewatch.schemas.messages.CustomsImport;

/**
 * Avro single-object encoding: bytes C3 01, the schema's 64-bit CRC-64-AVRO fingerprint in little-endian order, the
 * binary datum (Avro 1.12 specification, "Single object encoding"). Old schemas come from {@link SchemaHistory}.
 */
public final class FingerprintFormat implements WireFormat {

    /** Bytes before the datum. */
    public static final int HEADER_LENGTH = 10;

    private static final byte MAGIC_0 = (byte) 0xC3;
    private static final byte MAGIC_1 = 0x01;

    // Avro instantiates only classes that it was told to trust; these are ours, generated from src/main/avro.
    static {
        String messages = CustomsImport.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> messages.equals(type.getPackageName())));
    }

    // Their buffers are larger than most messages, so each thread keeps its own.
    private static final ThreadLocal<BinaryEncoder> ENCODER = new ThreadLocal<>();
    private static final ThreadLocal<BinaryDecoder> DECODER = new ThreadLocal<>();

    private record Codec(long fingerprint, SpecificDatumWriter<SpecificRecord> writer) {}

    private final Map<Schema, Codec> codecs = new ConcurrentHashMap<>();
    private final Map<Long, Schema> written = new ConcurrentHashMap<>();
    private final Map<ResolutionKey, SpecificDatumReader<SpecificRecord>> datumReaders = new ConcurrentHashMap<>();

    private record ResolutionKey(long fingerprint, String readerName) {}

    /** Knows every version in the history of these types, and their current schemas. */
    public FingerprintFormat(Iterable<Schema> current) {
        for (Schema schema : current) {
            SchemaHistory.of(schema.getName()).forEach(this::learn);
            learn(schema);
        }
    }

    private void learn(Schema schema) {
        written.put(SchemaNormalization.parsingFingerprint64(schema), schema);
    }

    @Override
    public byte[] write(String topic, MessageTypes types, SpecificRecord message) {
        Codec codec = codecs.computeIfAbsent(
                message.getSchema(),
                schema -> new Codec(
                        SchemaNormalization.parsingFingerprint64(schema),
                        new SpecificDatumWriter<>(schema, SpecificData.getForClass(message.getClass()))));
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        out.writeBytes(ByteBuffer.allocate(HEADER_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC_0)
                .put(MAGIC_1)
                .putLong(codec.fingerprint())
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, ENCODER.get());
        ENCODER.set(encoder);
        try {
            codec.writer().write(message, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public SpecificRecord read(byte[] bytes, MessageTypes types) {
        long fingerprint = fingerprintOf(bytes);
        Schema writer = written.get(fingerprint);
        if (writer == null) {
            throw new UndecodableException(
                    "unknown schema: no version of any known message has the fingerprint %016x".formatted(fingerprint));
        }
        Schema reader = types.reader(writer.getFullName());
        if (reader == null) {
            throw new UndecodableException("a " + writer.getName() + " does not belong in this topic");
        }
        SpecificDatumReader<SpecificRecord> datumReader = datumReaders.computeIfAbsent(
                new ResolutionKey(fingerprint, reader.getFullName()), key -> new SpecificDatumReader<>(writer, reader));
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, DECODER.get());
        DECODER.set(decoder);
        try {
            SpecificRecord message = datumReader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException("a " + writer.getName() + " with bytes left over after its end");
            }
            return message;
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro has many words for damage: a string said to be longer than an array can be is unsupported to it.
            throw new UndecodableException("a damaged " + writer.getName() + ": the datum does not fit its schema", e);
        }
    }

    /**
     * The fingerprint in the header.
     *
     * @throws UndecodableException if the bytes are no single-object encoding
     */
    public static long fingerprintOf(byte[] bytes) {
        if (bytes.length < HEADER_LENGTH || bytes[0] != MAGIC_0 || bytes[1] != MAGIC_1) {
            throw new UndecodableException(
                    "not an Avro single-object encoding: the value does not start with C3 01 and a fingerprint");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }
}
