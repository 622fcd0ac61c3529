package org.lodewatch.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.OperatorException;

/**
 * Converts messages to the bytes of Kafka values, which also name the schema, and back.
 *
 * <p>{@link FingerprintFormat} needs no service. The format in the module clients looks up schema ids in a registry.
 */
public interface WireFormat {

    /**
     * Whether the bytes begin with the magic byte 0 and a 4-byte schema id, as Confluent's serializers write them.
     */
    static boolean namesRegistryId(byte[] bytes) {
        return bytes.length >= 5 && bytes[0] == 0;
    }

    /**
     * The bytes of one message, which name its schema.
     *
     * @param topic to which they will be written
     * @param types of that topic
     */
    byte[] write(String topic, MessageTypes types, SpecificRecord message);

    /**
     * Registers or looks up the schemas of these types, so that a failure shows before the first message.
     *
     * @throws OperatorException if messages cannot be written
     */
    void prepare(String topic, MessageTypes types);

    /**
     * Reads one message.
     *
     * @param bytes of the Kafka value; not null
     * @param types that may be read; a message of another type is undecodable
     * @throws UndecodableException if the bytes are not a message of one of these types
     * @throws OperatorException if a schema registry does not respond or rejects the request, which is not a fault of
     *     the bytes
     */
    SpecificRecord read(byte[] bytes, MessageTypes types);
}
