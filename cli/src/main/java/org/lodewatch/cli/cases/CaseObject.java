package org.lodewatch.cli.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.lodewatch.schemas.OperatorException;

/** One JSON object of a file of cases. What is wrong with a field is said with where the object is. */
final class CaseObject {

    private final String where;
    private final JsonNode node;

    /**
     * @param where for messages, such as {@code cases.json: case 'a line', row 2}
     * @param what the noun of the object, for messages
     * @param fields that it may have
     * @throws OperatorException if it is no object, or has another field
     */
    CaseObject(String where, JsonNode node, String what, List<String> fields) {
        this.where = where;
        this.node = node;
        if (node == null || !node.isObject()) {
            throw fault("%s is a JSON object, not %s".formatted(what, node));
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw fault("unknown field '%s': %s has %s".formatted(field, what, String.join(", ", fields)));
            }
        });
    }

    OperatorException fault(String what) {
        return new OperatorException(where + ": " + what);
    }

    String where() {
        return where;
    }

    JsonNode required(String field) {
        if (!node.hasNonNull(field)) {
            throw fault("field '%s' is missing".formatted(field));
        }
        return node.get(field);
    }

    String text(String field) {
        return text(field, required(field));
    }

    Optional<String> optionalText(String field) {
        return node.hasNonNull(field) ? Optional.of(text(field, node.get(field))) : Optional.empty();
    }

    /** The texts of an array; empty if the field is missing. */
    Optional<List<String>> texts(String field) {
        if (!node.hasNonNull(field)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        elements(field).forEach(element -> texts.add(text(field, element)));
        return Optional.of(texts);
    }

    /** The elements of an array. */
    List<JsonNode> elements(String field) {
        JsonNode array = required(field);
        if (!array.isArray()) {
            throw fault("field '%s' is %s, but must be an array".formatted(field, array));
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    Optional<BigDecimal> number(String field) {
        return node.hasNonNull(field) ? Optional.of(number(field, node.get(field))) : Optional.empty();
    }

    /** A number, or the numbers of an array; none if the field is missing. */
    List<BigDecimal> numbers(String field) {
        if (!node.hasNonNull(field)) {
            return List.of();
        }
        JsonNode found = node.get(field);
        if (!found.isArray()) {
            return List.of(number(field, found));
        }
        List<BigDecimal> numbers = new ArrayList<>();
        found.forEach(element -> numbers.add(number(field, element)));
        return numbers;
    }

    /** One of some words. */
    <T> T word(String field, T[] choices, Function<T, String> word) {
        Map<String, T> byWord = new TreeMap<>();
        for (T choice : choices) {
            byWord.put(word.apply(choice), choice);
        }
        String found = text(field);
        if (!byWord.containsKey(found)) {
            throw fault("field '%s' is '%s', but must be one of %s"
                    .formatted(field, found, String.join(", ", byWord.keySet())));
        }
        return byWord.get(found);
    }

    private String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw fault("field '%s' is %s, but must be a text".formatted(field, value));
        }
        return value.textValue();
    }

    private BigDecimal number(String field, JsonNode value) {
        if (!value.isNumber()) {
            throw fault("field '%s' is %s, but must be a number".formatted(field, value));
        }
        return value.decimalValue();
    }
}
