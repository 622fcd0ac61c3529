package org.lodewatch.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes messages of one type: a header that names the schema, then the binary datum. Thread-safe. */
public final class MessageEncoder {

    static {
        TrustedMessages.ensure();
    }

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private final byte[] header;
    private final SpecificDatumWriter<SpecificRecord> writer;

    /**
     * @param header names the schema
     * @param schema of a generated message type
     */
    public MessageEncoder(byte[] header, Schema schema) {
        this.header = header.clone();
        SpecificData data = SpecificData.getForSchema(schema);
        // Generated code writes the fields of most records without boxing each number.
        data.setCustomCoders(true);
        this.writer = new SpecificDatumWriter<>(schema, data);
    }

    /** The header and the datum. */
    public byte[] encode(SpecificRecord message) {
        Workspace space = WORKSPACE.get();
        space.out.reset();
        space.out.writeBytes(header);
        space.encoder = EncoderFactory.get().binaryEncoder(space.out, space.encoder);
        try {
            writer.write(message, space.encoder);
            space.encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // The encoder still holds a part of this message, which would become part of the thread's next one.
            WORKSPACE.remove();
            throw e;
        }
        return space.out.toByteArray();
    }

    /** A buffer that each thread keeps, because growing one for each message costs more than writing the message. */
    private static final class Workspace {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder;
    }
}
