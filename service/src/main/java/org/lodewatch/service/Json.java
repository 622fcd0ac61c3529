package org.lodewatch.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Function;

/** JSON documents for machines: amounts keep all their digits. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static <T> ArrayNode array(Collection<T> items, Function<T, ? extends JsonNode> toNode) {
        ArrayNode array = MAPPER.createArrayNode();
        items.forEach(item -> array.add(toNode.apply(item)));
        return array;
    }

    /** A record or a list of records, its components in order. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** A document over several lines. */
    public static String document(Object document) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), document);
    }

    /** A document on one line. */
    public static String line(Object document) {
        return written(MAPPER.writer(), document);
    }

    private static String written(ObjectWriter writer, Object document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
