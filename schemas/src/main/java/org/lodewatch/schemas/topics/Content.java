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
 * @param <V> the one message type, {@link SpecificRecord} where there are several, or {@code byte[]}
 */
public final class Content<V> {

    private final Optional<MessageTypes> shared;
    private final Function<WireFormats, Serde<V>> serde;

    private Content(Optional<MessageTypes> shared, Function<WireFormats, Serde<V>> serde) {
        this.shared = shared;
        this.serde = serde;
    }

    /** Messages of one type, which programs outside Lodewatch may read or write. */
    static <T extends SpecificRecord> Content<T> shared(Class<T> type) {
        return shared(new MessageTypes(List.of(type)));
    }

    /** Messages of several types, which programs outside Lodewatch may read or write. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Content<SpecificRecord> sharedAny(Class<? extends SpecificRecord>... types) {
        return shared(new MessageTypes(List.of(types)));
    }

    /** Messages of one type, internal to Lodewatch. */
    static <T extends SpecificRecord> Content<T> internal(Class<T> type) {
        return internal(new MessageTypes(List.of(type)));
    }

    /** Messages of several types, internal to Lodewatch. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Content<SpecificRecord> internalAny(Class<? extends SpecificRecord>... types) {
        return internal(new MessageTypes(List.of(types)));
    }

    /** Raw bytes. */
    static Content<byte[]> bytes() {
        return new Content<>(Optional.empty(), formats -> Serdes.ByteArray());
    }

    private static <T extends SpecificRecord> Content<T> shared(MessageTypes types) {
        return new Content<>(Optional.of(types), formats -> AvroSerde.of(formats.shared(), types));
    }

    private static <T extends SpecificRecord> Content<T> internal(MessageTypes types) {
        return new Content<>(Optional.empty(), formats -> AvroSerde.of(formats.internal(), types));
    }

    /** The message types whose schemas belong in a schema registry, if one is used; empty for internal ones and bytes. */
    public Optional<MessageTypes> shared() {
        return shared;
    }

    Serde<V> serde(WireFormats formats) {
        return serde.apply(formats);
    }
}
