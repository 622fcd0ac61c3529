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

/** Writes messages of one type: what names the schema, then the binary datum. Any number of threads may share it. */
public final class MessageEncoder {

    static {
        TrustedMessages.ensure();
    }

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private final byte[] header;
    private final SpecificDatumWriter<SpecificRecord> writer;

    /**
     * @param header what names the schema
     * @param schema of a generated message type
     */
    public MessageEncoder(byte[] header, Schema schema) {
        this.header = header.clone();
        SpecificData data = SpecificData.getForSchema(schema);
        // Generated code writes the fields of most records, where otherwise each number would be boxed.
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
            // The encoder would begin the thread's next message with what is left of this one.
            WORKSPACE.remove();
            throw e;
        }
        return space.out.toByteArray();
    }

    /** What a thread writes into, and keeps: growing it anew for each message cost more than the messages themselves. */
    private static final class Workspace {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder;
    }
}
