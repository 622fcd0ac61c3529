package org.lodewatch.clients.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** A schema as others are to see it: with its documentation, without what only our generated classes need. */
final class SchemaComparison {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaComparison() {}

    /** As it stands in src/main/avro, in Avro's own spelling, so that whoever registers that file gives the same text. */
    static String text(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            removeFrom(tree);
            return new Schema.Parser().parse(tree.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes schemas that are no JSON", e);
        }
    }

    private static void removeFrom(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
        }
        node.forEach(SchemaComparison::removeFrom);
    }
}
