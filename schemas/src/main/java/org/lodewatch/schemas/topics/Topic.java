package org.lodewatch.schemas.topics;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.schemas.rules.RecordRule;
import org.lodewatch.schemas.serde.WireFormats;

/**
 * A topic: its name, key and value types, configuration, and what its records must satisfy.
 *
 * @param partitions the number of partitions that it is created with
 * @param config topic settings that it is created with, and that applications check when they start
 * @param rule decides which records belong in it; its readers skip the others
 */
public record Topic<K, V>(
        String name,
        Serde<K> keySerde,
        Content<V> content,
        int partitions,
        Map<String, String> config,
        RecordRule<V> rule) {

    public Topic {
        config = Map.copyOf(config);
    }

    /** A topic in which every record belongs that can be decoded. */
    public Topic(String name, Serde<K> keySerde, Content<V> content, int partitions, Map<String, String> config) {
        this(name, keySerde, content, partitions, config, RecordRule.none());
    }

    public Serde<V> valueSerde(WireFormats formats) {
        return content.serde().apply(formats);
    }

    /**
     * Registers or looks up the schemas, so that a failure shows before the first message.
     *
     * @throws org.lodewatch.schemas.OperatorException if messages cannot be written
     */
    public void prepare(WireFormats formats) {
        content.shared().ifPresent(types -> formats.shared().prepare(name, types));
    }

    /** The subjects of its message types in a schema registry; none for an internal topic. */
    public List<RegistrySubject> subjects() {
        return content.shared().stream()
                .flatMap(types -> types.schemas().stream()
                        .map(schema -> new RegistrySubject(types.subject(name, schema), schema)))
                .toList();
    }

    /** The same topic with raw keys and values. */
    public Topic<byte[], byte[]> asBytes() {
        return new Topic<>(name, Serdes.ByteArray(), Content.bytes(), partitions, config);
    }
}
