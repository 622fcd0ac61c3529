package org.lodewatch.streams.topology;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.lodewatch.core.ledger.Rejection;

/**
 * An in-memory store. While it is restored, it passes over entries of its changelog that no instance can have written: the value
 * before such an entry stays. {@link StrayEntries} has them until the task writes over them.
 */
final class CheckedStore extends ForwardingStore {

    private final StoredEntries check;
    private final StrayEntries strays;

    /** What a store can hold. */
    @FunctionalInterface
    interface StoredEntries {

        /** Why no instance can have written an entry; empty if one can. */
        Optional<Rejection> fault(String key, byte[] value);
    }

    private CheckedStore(KeyValueStore<Bytes, byte[]> entries, StoredEntries check, StrayEntries strays) {
        super(entries);
        this.check = check;
        this.strays = strays;
    }

    /** @param strays receives the entries that are passed over */
    static KeyValueBytesStoreSupplier supplier(String name, StoredEntries check, StrayEntries strays) {
        return supplier(Stores.inMemoryKeyValueStore(name), check, strays);
    }

    /**
     * @param plain supplies the store that holds the entries
     * @param strays receives the entries that are passed over
     */
    static KeyValueBytesStoreSupplier supplier(
            KeyValueBytesStoreSupplier plain, StoredEntries check, StrayEntries strays) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return plain.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new CheckedStore(plain.get(), check, strays);
            }

            @Override
            public String metricsScope() {
                return plain.metricsScope();
            }
        };
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // Without a root it registers no callback of its own.
        super.init(context, null);
        StrayEntries.OfStore ofStore = strays.of(context.taskId(), name());
        ofStore.clear();
        StateRestoreCallback restore = (key, value) -> restore(key, value, ofStore);
        context.register(root, restore);
    }

    private void restore(byte[] key, byte[] value, StrayEntries.OfStore ofStore) {
        String text = StrayEntries.text(key);
        Optional<Rejection> fault = value == null ? Optional.empty() : check.fault(text, value);
        if (fault.isPresent()) {
            ofStore.add(text, key, value, fault.get());
        } else {
            ofStore.remove(text);
            if (entries() instanceof PackedPartsStore packed) {
                packed.restore(Bytes.wrap(key), value);
            } else {
                put(Bytes.wrap(key), value);
            }
        }
    }
}
