package org.lodewatch.streams.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.lodewatch.core.ledger.Rejection;

/**
 * An in-memory store. While it is restored, it passes over entries of its changelog that no instance can have written: the value
 * before such an entry stays. {@link StrayEntries} has them until the task writes over them.
 */
final class CheckedStore implements KeyValueStore<Bytes, byte[]> {

    private final KeyValueStore<Bytes, byte[]> entries;
    private final StoredEntries check;
    private final StrayEntries strays;

    /** What a store can hold. */
    @FunctionalInterface
    interface StoredEntries {

        /** Why no instance can have written an entry; empty if one can. */
        Optional<Rejection> fault(String key, byte[] value);
    }

    private CheckedStore(String name, StoredEntries check, StrayEntries strays) {
        this.entries = Stores.inMemoryKeyValueStore(name).get();
        this.check = check;
        this.strays = strays;
    }

    /** @param strays receives the entries that are passed over */
    static KeyValueBytesStoreSupplier supplier(String name, StoredEntries check, StrayEntries strays) {
        KeyValueBytesStoreSupplier plain = Stores.inMemoryKeyValueStore(name);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new CheckedStore(name, check, strays);
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
        entries.init(context, null);
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
            entries.put(Bytes.wrap(key), value);
        }
    }

    @Override
    public String name() {
        return entries.name();
    }

    @Override
    public void put(Bytes key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        entries.putAll(all);
    }

    @Override
    public byte[] delete(Bytes key) {
        return entries.delete(key);
    }

    @Override
    public byte[] get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return entries.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return entries.reverseRange(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return entries.all();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return entries.reverseAll();
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS serializer) {
        return entries.prefixScan(prefix, serializer);
    }

    @Override
    public long approximateNumEntries() {
        return entries.approximateNumEntries();
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        entries.commit(offsets);
    }

    @Override
    public void close() {
        entries.close();
    }

    @Override
    public boolean persistent() {
        return entries.persistent();
    }

    @Override
    public boolean isOpen() {
        return entries.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return entries.query(query, bound, config);
    }

    @Override
    public Position getPosition() {
        return entries.getPosition();
    }
}
