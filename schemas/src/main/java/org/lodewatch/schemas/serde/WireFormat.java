package org.lodewatch.schemas.serde;

import org.apache.avro.specific.SpecificRecord;

/**
 * How a message and the identity of its schema become the bytes of a Kafka value.
 *
 * <p>The seam to schema registries: {@link FingerprintFormat} needs no service, a registry's format asks one for
 * schema ids.
 */
public interface WireFormat {

    /**
     * The bytes of one message, with what a reader needs to find its schema.
     *
     * @param topic where it is going to stand
     * @param types what that topic holds
     */
    byte[] write(String topic, MessageTypes types, SpecificRecord message);

    /**
     * Reads one message.
     *
     * @param bytes as they stand in the topic; not null
     * @param types what may be read; a message of another type is undecodable
     * @throws UndecodableException if the bytes are no message of one of these types, for good
     */
    SpecificRecord read(byte[] bytes, MessageTypes types);
}
