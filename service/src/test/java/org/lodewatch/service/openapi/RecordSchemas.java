package org.lodewatch.service.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** JSON Schemas of record classes, as Jackson writes them. Descriptions are those of their Javadoc. */
final class RecordSchemas {

    private static final Set<Class<?>> INTEGERS = Set.of(int.class, long.class, short.class, Integer.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class, BigDecimal.class);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, String> glossary;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Deque<Class<?>> waiting = new ArrayDeque<>();
    private final List<String> undescribed = new ArrayList<>();

    /** @param glossary what a field means whose record does not say it, by its name, or by {@code Record.field} */
    RecordSchemas(Map<String, String> glossary) {
        this.glossary = glossary;
    }

    /** Adds the schema of a record, and those of the records in it. */
    void add(Class<?> root) {
        waiting.add(root);
        while (!waiting.isEmpty()) {
            Class<?> type = waiting.remove();
            if (!schemas.containsKey(name(type))) {
                schemas.put(name(type), MAPPER.createObjectNode());
                schemas.put(name(type), schema(type));
            }
        }
    }

    /** By name, in order. */
    Map<String, ObjectNode> schemas() {
        return schemas;
    }

    /** The fields that neither their record nor the glossary describes. */
    List<String> undescribed() {
        return undescribed;
    }

    /** A nested record has the name of its class before its own. */
    private static String name(Class<?> type) {
        return type.getDeclaringClass() == null
                ? type.getSimpleName()
                : name(type.getDeclaringClass()) + "." + type.getSimpleName();
    }

    private ObjectNode schema(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode();
        String description = RecordComments.of(type).text();
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        schema.put("type", "object");
        ObjectNode properties = MAPPER.createObjectNode();
        ArrayNode required = MAPPER.createArrayNode();
        fill(type, properties, required);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
        return schema;
    }

    private void fill(Class<?> type, ObjectNode properties, ArrayNode required) {
        RecordComments comments = RecordComments.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fill(component.getType(), properties, required);
                continue;
            }
            String field = component.getName();
            String text = comments.field(field)
                    .or(() -> Optional.ofNullable(glossary.get(type.getSimpleName() + "." + field)))
                    .or(() -> Optional.ofNullable(glossary.get(field)))
                    .orElse("");
            boolean optional = isLeftOut(type, component);
            ObjectNode value = value(component.getGenericType(), hasNullItems(type));
            if (!optional && isNullable(component, text)) {
                value = orNull(value);
            }
            if (text.isEmpty()) {
                undescribed.add(name(type) + "." + field);
            }
            ObjectNode described = MAPPER.createObjectNode();
            described.put("description", text);
            described.setAll(value);
            properties.set(field, described);
            if (!optional) {
                required.add(field);
            }
        }
    }

    /** The arrays of a history have null for what is missing, and so do those of the records in it. */
    private static boolean hasNullItems(Class<?> type) {
        String comment = RecordComments.of(type).text();
        return comment.contains("null in every array")
                || comment.contains("null where")
                || comment.contains("null for")
                || type.getDeclaringClass() != null && hasNullItems(type.getDeclaringClass());
    }

    /** Whether a missing or default value has no field. */
    private static boolean isLeftOut(Class<?> type, RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        if (own != null) {
            return own.value() != JsonInclude.Include.ALWAYS;
        }
        JsonInclude ofType = type.getAnnotation(JsonInclude.class);
        return ofType != null && !component.getType().isPrimitive();
    }

    /** Only a number may be missing without a word; of anything else the comment says so. */
    private static boolean isNullable(RecordComponent component, String comment) {
        Class<?> type = component.getType();
        return !type.isPrimitive()
                && (comment.toLowerCase(Locale.ROOT).contains("null")
                        || type == Double.class
                        || type == Integer.class
                        || type == Long.class);
    }

    private ObjectNode value(Type type, boolean nullItems) {
        ObjectNode schema = MAPPER.createObjectNode();
        if (type instanceof GenericArrayType array) {
            return items(schema, array.getGenericComponentType(), nullItems);
        }
        if (type instanceof ParameterizedType of) {
            Class<?> raw = (Class<?>) of.getRawType();
            if (Map.class.isAssignableFrom(raw)) {
                schema.put("type", "object");
                schema.set("additionalProperties", value(of.getActualTypeArguments()[1], nullItems));
                return schema;
            }
            if (Collection.class.isAssignableFrom(raw)) {
                return items(schema, of.getActualTypeArguments()[0], nullItems);
            }
            if (raw == Optional.class) {
                return orNull(value(of.getActualTypeArguments()[0], nullItems));
            }
            throw new AssertionError("no schema of " + type);
        }
        return plain(schema, (Class<?>) type, nullItems);
    }

    private ObjectNode plain(ObjectNode schema, Class<?> type, boolean nullItems) {
        if (type.isArray()) {
            return items(schema, type.getComponentType(), nullItems);
        } else if (type.isRecord()) {
            waiting.add(type);
            return schema.put("$ref", "#/components/schemas/" + name(type));
        } else if (type.isEnum()) {
            schema.put("type", "string");
            ArrayNode values = schema.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(((Enum<?>) constant).name());
            }
            return schema;
        } else if (INTEGERS.contains(type)) {
            return schema.put("type", "integer");
        } else if (NUMBERS.contains(type)) {
            return schema.put("type", "number");
        } else if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        } else if (type == String.class) {
            return schema.put("type", "string");
        }
        throw new AssertionError("no schema of " + type);
    }

    private ObjectNode items(ObjectNode schema, Type type, boolean nullItems) {
        ObjectNode items = value(type, nullItems);
        schema.put("type", "array");
        schema.set("items", nullItems && items.has("type") ? orNull(items) : items);
        return schema;
    }

    private static ObjectNode orNull(ObjectNode value) {
        ObjectNode schema = MAPPER.createObjectNode();
        if (value.path("type").isTextual() && !value.has("enum")) {
            schema.setAll(value);
            schema.putArray("type").add(value.get("type").textValue()).add("null");
            return schema;
        }
        schema.putArray("oneOf").add(value).addObject().put("type", "null");
        return schema;
    }
}
