package org.lodewatch.streams.partials;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.lodewatch.schemas.topics.Topics;

/** An in-memory store of partials, with the serialization of the real one. */
final class TestStore {

    private final KeyValueStore<String, SpecificRecord> entries = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("parts"), Serdes.String(), Topics.PARTIALS_STORE)
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();

    TestStore() {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "localhost:1");
        entries.init(new MockProcessorContext<>(properties).getStateStoreContext(), entries);
    }

    /** A typed view of the entries, as a task creates it at each start. */
    PartialsStore typed() {
        return new PartialsStore(entries);
    }

    Map<String, SpecificRecord> entries() {
        Map<String, SpecificRecord> all = new TreeMap<>();
        try (KeyValueIterator<String, SpecificRecord> stored = entries.all()) {
            stored.forEachRemaining(entry -> all.put(entry.key, entry.value));
        }
        return all;
    }
}
