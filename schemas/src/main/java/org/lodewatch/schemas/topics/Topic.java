package org.lodewatch.schemas.topics;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.schemas.serde.WireFormats;

/**
 * One topic: its name, what it holds and how the broker must keep it.
 *
 * @param name as the broker knows it
 * @param keySerde reads and writes its keys
 * @param content what its values are
 * @param partitions how many it is created with
 * @param config topic settings that it is created with, and that it must still have when an application starts
 */
public record Topic<K, V>(
        String name, Serde<K> keySerde, Content<V> content, int partitions, Map<String, String> config) {

    public Topic {
        config = Map.copyOf(config);
    }

    /** Reads and writes its values. */
    public Serde<V> valueSerde(WireFormats formats) {
        return content.serde(formats);
    }

    /**
     * Sees to it that messages can be written to it, before any is.
     *
     * @throws org.lodewatch.schemas.OperatorException if they cannot be
     */
    public void prepare(WireFormats formats) {
        content.shared().ifPresent(types -> formats.shared().prepare(name, types));
    }

    /** Its message types as a schema registry knows them; none if it is Lodewatch's own. */
    public List<RegistrySubject> subjects() {
        return content.shared().stream()
                .flatMap(types -> types.schemas().stream()
                        .map(schema -> new RegistrySubject(types.subject(name, schema), schema)))
                .toList();
    }

    /** The same topic, seen as it lies on the broker. */
    public Topic<byte[], byte[]> asBytes() {
        return new Topic<>(name, Serdes.ByteArray(), Content.bytes(), partitions, config);
    }
}
