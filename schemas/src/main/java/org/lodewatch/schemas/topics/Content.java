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
 * What stands in a topic's values.
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

    /** Messages of one type, which others than Lodewatch read or write too. */
    static <T extends SpecificRecord> Content<T> shared(Class<T> type) {
        return shared(new MessageTypes(List.of(type)));
    }

    /** Messages of several types, which others than Lodewatch read or write too. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Content<SpecificRecord> sharedAny(Class<? extends SpecificRecord>... types) {
        return shared(new MessageTypes(List.of(types)));
    }

    /** Messages of one type, which concern Lodewatch alone. */
    static <T extends SpecificRecord> Content<T> internal(Class<T> type) {
        return internal(new MessageTypes(List.of(type)));
    }

    /** Messages of several types, which concern Lodewatch alone. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Content<SpecificRecord> internalAny(Class<? extends SpecificRecord>... types) {
        return internal(new MessageTypes(List.of(types)));
    }

    /** Whatever it is. */
    static Content<byte[]> bytes() {
        return new Content<>(Optional.empty(), formats -> Serdes.ByteArray());
    }

    private static <T extends SpecificRecord> Content<T> shared(MessageTypes types) {
        return new Content<>(Optional.of(types), formats -> AvroSerde.of(formats.shared(), types));
    }

    private static <T extends SpecificRecord> Content<T> internal(MessageTypes types) {
        return new Content<>(Optional.empty(), formats -> AvroSerde.of(formats.internal(), types));
    }

    /** The message types that a schema registry governs where there is one; empty for what is Lodewatch's own. */
    public Optional<MessageTypes> shared() {
        return shared;
    }

    Serde<V> serde(WireFormats formats) {
        return serde.apply(formats);
    }
}
