package org.lodewatch.streams.topology;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PackedCountries;

/**
 * The in-memory store of partials. It holds the totals in force, which are nearly all of it, as {@link PackedCountries}, and the other
 * entries as they are. Iterators return the other entries only: the task takes the totals from {@link #countriesOf}, and reads single
 * ones.
 *
 * <p>The task changes the totals themselves, a book and month at once, and then puts each entry for the changelog. To decode these and
 * change the totals again would take longer than all else. Only {@link #restore} changes them.
 */
final class PackedPartsStore extends ForwardingStore {

    private static final Serde<SpecificRecord> VALUES = Topics.PARTIALS_STORE;

    private PackedCountries countries = new PackedCountries();

    private PackedPartsStore(String name) {
        super(Stores.inMemoryKeyValueStore(name).get());
    }

    static KeyValueBytesStoreSupplier supplier(String name) {
        KeyValueBytesStoreSupplier plain = Stores.inMemoryKeyValueStore(name);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new PackedPartsStore(name);
            }

            @Override
            public String metricsScope() {
                return plain.metricsScope();
            }
        };
    }

    /** The totals in force that a store holds, below the stores that Kafka Streams wraps it in; empty if it is another store. */
    static Optional<PackedCountries> countriesOf(StateStore store) {
        StateStore inner = store;
        while (true) {
            if (inner instanceof PackedPartsStore packed) {
                return Optional.of(packed.countries);
            } else if (inner instanceof WrappedStateStore<?, ?, ?> wrapper) {
                inner = wrapper.wrapped();
            } else if (inner instanceof ForwardingStore forwarding) {
                inner = forwarding.entries();
            } else {
                return Optional.empty();
            }
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        super.init(context, root);
        countries = new PackedCountries();
    }

    @Override
    public void put(Bytes key, byte[] value) {
        if (!PackedCountries.areIn(StrayEntries.text(key.get()))) {
            super.put(key, value);
        }
    }

    /** Puts an entry that the changelog holds. */
    void restore(Bytes key, byte[] value) {
        String text = StrayEntries.text(key.get());
        if (!PackedCountries.areIn(text)) {
            super.put(key, value);
        } else if (value == null) {
            countries.remove(text);
        } else {
            countries.put(text, (BookPartial) VALUES.deserializer().deserialize("", value));
        }
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] before = get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte[] get(Bytes key) {
        String text = StrayEntries.text(key.get());
        return PackedCountries.areIn(text) ? bytes(countries.get(text)) : super.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        if (from != null && PackedCountries.areIn(StrayEntries.text(from.get()))) {
            throw new UnsupportedOperationException("totals in force are read with countriesOf");
        }
        return super.range(from, to);
    }

    private static byte[] bytes(BookPartial entry) {
        return entry == null ? null : VALUES.serializer().serialize("", entry);
    }
}
