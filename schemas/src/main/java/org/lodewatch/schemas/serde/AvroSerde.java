package org.lodewatch.schemas.serde;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads and writes the message types of one topic; which bytes that gives, its {@link WireFormat} decides.
 *
 * <p>Null is a tombstone both ways. Undecodable bytes raise {@link UndecodableException}.
 *
 * @param <T> the one message type of the topic, or {@link SpecificRecord} where it has several
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

    private final WireFormat format;
    private final Map<String, Schema> readers = new TreeMap<>();

    private AvroSerde(WireFormat format, List<Class<? extends SpecificRecord>> types) {
        this.format = format;
        for (Class<? extends SpecificRecord> type : types) {
            Schema schema = SpecificData.get().getSchema(type);
            readers.put(schema.getFullName(), schema);
        }
    }

    /** For a topic with one message type. */
    public static <T extends SpecificRecord> AvroSerde<T> of(WireFormat format, Class<T> type) {
        return new AvroSerde<>(format, List.of(type));
    }

    /** For a topic with several message types. */
    @SafeVarargs
    public static AvroSerde<SpecificRecord> ofAny(WireFormat format, Class<? extends SpecificRecord>... types) {
        return new AvroSerde<>(format, List.of(types));
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, message) -> message == null ? null : format.write(message);
    }

    @Override
    @SuppressWarnings("unchecked") // only types given to the constructor are read
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : (T) format.read(bytes, readers::get);
    }
}
