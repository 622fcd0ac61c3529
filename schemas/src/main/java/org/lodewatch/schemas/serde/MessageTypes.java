package org.lodewatch.schemas.serde;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The message types that a topic holds. */
public final class MessageTypes {

    private final Map<String, Schema> byName = new TreeMap<>();

    public MessageTypes(Collection<Class<? extends SpecificRecord>> types) {
        for (Class<? extends SpecificRecord> type : types) {
            Schema schema = SpecificData.get().getSchema(type);
            byName.put(schema.getFullName(), schema);
        }
    }

    /** The schema to read a message with that was written under a schema of this full name, or null if it has none. */
    Schema reader(String fullName) {
        return byName.get(fullName);
    }

    /** The current schemas, by full name. */
    public Collection<Schema> schemas() {
        return byName.values();
    }

    /**
     * The name under which a registry keeps the versions of a schema. They are those that serializers of the Confluent
     * family give: {@code topic-value} (by topic name) where the topic has one type, {@code topic-full.name.of.Type} (by
     * topic and record name) where it has several, since these are no versions of each other.
     */
    public String subject(String topic, Schema schema) {
        return topic + "-" + (byName.size() == 1 ? "value" : schema.getFullName());
    }
}
