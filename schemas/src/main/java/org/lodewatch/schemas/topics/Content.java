package org.lodewatch.schemas.topics;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.WireFormats;

/**
 * The type of a topic's values.
 *
 * @param shared the message types whose schemas belong in a schema registry, if one is used; empty for internal ones and
 *     bytes
 * @param serde reads and writes the values
 * @param <V> the one message type, {@link SpecificRecord} where there are several, or {@code byte[]}
 */
public record Content<V>(Optional<MessageTypes> shared, Function<WireFormats, Serde<V>> serde) {

    /** Messages that programs outside Lodewatch may read or write. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <V extends SpecificRecord> Content<V> shared(Class<? extends V>... types) {
        MessageTypes all = new MessageTypes(List.of(types));
        return new Content<>(Optional.of(all), formats -> AvroSerde.of(formats.shared(), all));
    }

    /** Messages internal to Lodewatch. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <V extends SpecificRecord> Content<V> internal(Class<? extends V>... types) {
        MessageTypes all = new MessageTypes(List.of(types));
        return new Content<>(Optional.empty(), formats -> AvroSerde.of(formats.internal(), all));
    }

    /** Raw bytes. */
    static Content<byte[]> bytes() {
        return new Content<>(Optional.empty(), formats -> Serdes.ByteArray());
    }
}
