package org.lodewatch.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * How a message and the identity of its schema become the bytes of a Kafka value.
 *
 * <p>The seam to schema registries: {@link FingerprintFormat} needs no service, a registry's format asks one for
 * schema ids.
 */
public interface WireFormat {

    /** The bytes of one message, with what a reader needs to find its schema. */
    byte[] write(SpecificRecord message);

    /**
     * Reads one message.
     *
     * @param bytes as they stand in the topic; not null
     * @param readers the schemas that may be read, by full name; a message of another type is undecodable
     * @throws UndecodableException if the bytes are no message of one of these types, for good
     */
    SpecificRecord read(byte[] bytes, Readers readers);

    /** Which message types a topic holds. */
    interface Readers {
        /** The reader's schema for a message written under a schema of this full name, or null if the topic has none. */
        Schema schemaFor(String fullName);
    }
}
