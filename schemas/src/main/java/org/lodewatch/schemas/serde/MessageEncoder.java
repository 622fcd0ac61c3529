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

    // Its buffer is larger than most messages, so each thread keeps its own.
    private static final ThreadLocal<BinaryEncoder> ENCODER = new ThreadLocal<>();

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
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        out.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, ENCODER.get());
        ENCODER.set(encoder);
        try {
            writer.write(message, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
