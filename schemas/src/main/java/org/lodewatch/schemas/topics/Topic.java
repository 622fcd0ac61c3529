package org.lodewatch.schemas.topics;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * One topic: its name, what it holds and how the broker must keep it.
 *
 * @param name as the broker knows it
 * @param keySerde reads and writes its keys
 * @param valueSerde reads and writes its values
 * @param partitions how many it is created with
 * @param config topic settings that it is created with, and that it must still have when an application starts
 */
public record Topic<K, V>(
        String name, Serde<K> keySerde, Serde<V> valueSerde, int partitions, Map<String, String> config) {

    public Topic {
        config = Map.copyOf(config);
    }
}
