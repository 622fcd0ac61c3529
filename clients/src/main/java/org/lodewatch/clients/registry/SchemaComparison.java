package org.lodewatch.clients.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.lodewatch.schemas.serde.UndecodableException;

/**
 * What a registry has not kept of a schema. Some registries compare schemas without documentation, aliases and default symbols:
 * they answer with the id of an older schema, and do not store the one that was sent.
 */
final class SchemaComparison {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> lost = new ArrayList<>();

    private SchemaComparison() {}

    /**
     * The parts of a schema that the registry returns differently or not at all, such as {@code the default symbol of Severity}; in
     * the order of the schema.
     *
     * @throws UndecodableException if what it returns is not an Avro schema
     */
    static List<String> lost(Schema sent, String returned) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.compare(tree(SchemaText.of(sent)), tree(text(returned)), sent.getName());
        return comparison.lost;
    }

    /** As {@link SchemaText} prints it. */
    private static String text(String returned) {
        try {
            return SchemaText.of(new Schema.Parser().setValidateDefaults(false).parse(returned));
        } catch (RuntimeException e) {
            throw new UndecodableException("the schema registry returns a schema that cannot be parsed by Avro", e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro printed a schema that is not JSON", e);
        }
    }

    /** @param name of the type or field that the nodes describe */
    private void compare(JsonNode sent, JsonNode returned, String name) {
        if (sent.isObject() && returned.isObject()) {
            boolean isEnum = sent.has("symbols");
            for (Map.Entry<String, JsonNode> part : sent.properties()) {
                JsonNode other = returned.path(part.getKey());
                switch (part.getKey()) {
                    case "fields" -> compareFields(part.getValue(), other, name);
                    case "type", "items", "values" -> compare(part.getValue(), other, nameOf(part.getValue(), name));
                    default ->
                        compareExactly(
                                part.getValue(),
                                other,
                                (isEnum ? enumPart(part.getKey()) : part.getKey()) + " of " + name);
                }
            }
        } else if (sent.isArray() && returned.isArray() && sent.size() == returned.size()) {
            for (int i = 0; i < sent.size(); i++) {
                compare(sent.get(i), returned.get(i), nameOf(sent.get(i), name));
            }
        } else {
            compareExactly(sent, returned, "type of " + name);
        }
    }

    private void compareFields(JsonNode sent, JsonNode returned, String record) {
        for (JsonNode field : sent) {
            String name = record + "." + field.get("name").asText();
            JsonNode found = null;
            for (JsonNode other : returned) {
                if (other.path("name").equals(field.get("name"))) {
                    found = other;
                }
            }
            if (found == null) {
                lost.add("field " + name);
            } else {
                compare(field, found, name);
            }
        }
    }

    private void compareExactly(JsonNode sent, JsonNode returned, String what) {
        if (!sent.equals(returned)) {
            lost.add("the " + what);
        }
    }

    private static String enumPart(String key) {
        return key.equals("default") ? "default symbol" : key;
    }

    /** A named type has its own name; others have that of their field. */
    private static String nameOf(JsonNode type, String field) {
        return type.path("name").asText(field);
    }
}
