package org.lodewatch.schemas.serde;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The message types of a topic. */
public final class MessageTypes {

    private final Map<String, Schema> byName = new TreeMap<>();

    public MessageTypes(Collection<? extends Class<? extends SpecificRecord>> types) {
        for (Class<? extends SpecificRecord> type : types) {
            Schema schema = SpecificData.get().getSchema(type);
            byName.put(schema.getFullName(), schema);
        }
    }

    /** The current schema of the message type with this full name, or null if the topic does not have the type. */
    Schema reader(String fullName) {
        return byName.get(fullName);
    }

    /** The current schemas, by full name. */
    public Collection<Schema> schemas() {
        return byName.values();
    }

    /**
     * The subject of a schema in a registry, as Confluent's serializers name it: {@code topic-value} if the topic has one
     * type, or {@code topic-full.name.of.Type} if it has several, because these are not versions of each other.
     */
    public String subject(String topic, Schema schema) {
        return topic + "-" + (byName.size() == 1 ? "value" : schema.getFullName());
    }
}
