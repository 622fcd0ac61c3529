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
 * A schema that messages were written under: reads them into the message types of today, by Avro's schema resolution.
 * Any number of threads may share it.
 */
public final class WrittenSchema {

    static {
        TrustedMessages.ensure();
    }

    // Its buffer is larger than most messages, so each thread keeps its own.
    private static final ThreadLocal<BinaryDecoder> DECODER = new ThreadLocal<>();

    /** @param misfit why not every datum of the writer can be read, if so */
    private record Resolution(SpecificDatumReader<SpecificRecord> reader, Optional<String> misfit) {}

    private final Schema writer;
    private final String name;
    private volatile Resolution resolution;

    public WrittenSchema(Schema writer) {
        this.writer = writer;
        this.name = writer.getFullName();
    }

    /**
     * Reads one datum, which must end where the bytes do.
     *
     * @param from where the datum begins
     * @param types what may be read
     * @throws UndecodableException if it is none of these types, or damaged
     */
    public SpecificRecord read(byte[] bytes, int from, MessageTypes types) {
        Schema reader = types.reader(name);
        if (reader == null) {
            throw new UndecodableException("a " + writer.getName() + " does not belong in this topic");
        }
        // Of a name there is one schema of today, whatever the topic.
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
            // Avro has many words for damage: a string said to be longer than an array can be is unsupported to it, and
            // in a schema that contains itself, which a stranger may have registered, there is no bottom to fall to.
            throw new UndecodableException(
                    resolved.misfit()
                            .map(misfit -> "a " + writer.getName() + " whose schema does not fit ours: " + misfit)
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
