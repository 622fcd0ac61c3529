package org.lodewatch.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.OperatorException;

/**
 * How a message and the identity of its schema become the bytes of a Kafka value.
 *
 * <p>The seam to schema registries: {@link FingerprintFormat} needs no service, a registry's format asks one for
 * schema ids.
 */
public interface WireFormat {

    /**
     * Whether the bytes begin with the magic byte 0 and a 4-byte schema id, as serializers of the Confluent family write
     * them.
     */
    static boolean namesRegistryId(byte[] bytes) {
        return bytes.length >= 5 && bytes[0] == 0;
    }

    /**
     * The bytes of one message, with what a reader needs to find its schema.
     *
     * @param topic where it is going to stand
     * @param types what that topic holds
     */
    byte[] write(String topic, MessageTypes types, SpecificRecord message);

    /**
     * Sees to it that messages of these types can be written, before any is: whatever a service must know is looked up.
     *
     * @throws OperatorException if they cannot be
     */
    void prepare(String topic, MessageTypes types);

    /**
     * Reads one message.
     *
     * @param bytes as they stand in the topic; not null
     * @param types what may be read; a message of another type is undecodable
     * @throws UndecodableException if the bytes are no message of one of these types, for good
     * @throws OperatorException if a service that is needed for this does not answer, or refuses; no fault of the bytes
     */
    SpecificRecord read(byte[] bytes, MessageTypes types);
}
