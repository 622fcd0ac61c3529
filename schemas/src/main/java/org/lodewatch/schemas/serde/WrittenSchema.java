package org.lodewatch.schemas.serde;

import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * A schema that messages were written with. It reads them into the current message types, by Avro's schema resolution.
 * Thread-safe.
 */
public final class WrittenSchema {

    static {
        TrustedMessages.ensure();
    }

    // Its buffer is larger than most messages, so each thread keeps one.
    private static final ThreadLocal<BinaryDecoder> DECODER = new ThreadLocal<>();

    /** @param misfit why some data of the writer cannot be read; empty if all can */
    private record Resolution(SpecificDatumReader<SpecificRecord> reader, Optional<String> misfit) {}

    private final Schema writer;
    private final String name;
    private volatile Resolution resolution;

    public WrittenSchema(Schema writer) {
        this.writer = writer;
        this.name = writer.getFullName();
    }

    /**
     * Reads one datum, which must end with the bytes.
     *
     * @param from index of the first byte of the datum
     * @param types that may be read
     * @throws UndecodableException if it is of another type, or damaged
     */
    public SpecificRecord read(byte[] bytes, int from, MessageTypes types) {
        Schema reader = types.reader(name);
        if (reader == null) {
            throw new UndecodableException("a " + writer.getName() + " does not belong in this topic");
        }
        // Each name has one current schema in all topics, so the first resolution can be kept.
        Resolution resolved = resolution;
        if (resolved == null) {
            resolved = resolve(reader);
            resolution = resolved;
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, DECODER.get());
        DECODER.set(decoder);
        try {
            SpecificRecord message = resolved.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException("a " + writer.getName() + " with bytes left over after its end");
            }
            return message;
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro throws many exceptions for damaged bytes, such as UnsupportedOperationException for a string that is
            // longer than an array. A schema that contains itself, which others may register, can overflow the stack.
            throw new UndecodableException(
                    resolved.misfit()
                            .map(misfit ->
                                    "a " + writer.getName() + " whose schema does not fit the current one: " + misfit)
                            .orElse("a damaged " + writer.getName() + ": the datum does not fit its schema"),
                    e);
        }
    }

    private Resolution resolve(Schema reader) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        Optional<String> misfit = pair.getType() == SchemaCompatibilityType.COMPATIBLE
                ? Optional.empty()
                : pair.getResult().getIncompatibilities().stream()
                        .map(one -> one.getLocation() + ": " + one.getMessage())
                        .findFirst();
        return new Resolution(new SpecificDatumReader<>(writer, reader), misfit);
    }
}
