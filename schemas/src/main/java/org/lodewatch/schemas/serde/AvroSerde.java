package org.lodewatch.schemas.serde;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads and writes the message types of one topic in a {@link WireFormat}.
 *
 * <p>Null is a tombstone both ways. For undecodable bytes the deserializer throws an {@link UndecodableException}.
 *
 * @param <T> the one message type of the topic, or {@link SpecificRecord} where it has several
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

    private final WireFormat format;
    private final MessageTypes types;

    private AvroSerde(WireFormat format, MessageTypes types) {
        this.format = format;
        this.types = types;
    }

    /** For one message type. */
    public static <T extends SpecificRecord> AvroSerde<T> of(WireFormat format, Class<T> type) {
        return new AvroSerde<>(format, new MessageTypes(List.of(type)));
    }

    /** For several message types; {@code T} must be a supertype of all of them. */
    public static <T extends SpecificRecord> AvroSerde<T> of(WireFormat format, MessageTypes types) {
        return new AvroSerde<>(format, types);
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, message) -> message == null ? null : format.write(topic, types, message);
    }

    @Override
    @SuppressWarnings("unchecked") // only types given to the constructor are read
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : (T) format.read(bytes, types);
    }
}
