package org.lodewatch.service.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.service.Json;

/**
 * Policies as operators write them: JSON with one object, or an array of objects.
 *
 * @param name of the document in error messages, such as a file name
 */
public record PolicyDocument(String name, byte[] text) {

    private static final List<String> REQUIRED = List.of("id", "subject", "metric", "warning", "critical");

    private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("id", text(DependencePolicy.Builder::setId));
        // The output of `policies list` is valid input of `policies apply`, which sets the version itself.
        FIELDS.put("version", (policy, ignored) -> {});
        FIELDS.put("description", text(DependencePolicy.Builder::setDescription));
        FIELDS.put("dataset", text(DependencePolicy.Builder::setDataset));
        FIELDS.put("reporter", text(DependencePolicy.Builder::setReporter));
        FIELDS.put("mineral", text(DependencePolicy.Builder::setMineral));
        FIELDS.put("subject", word(SubjectKind.values(), DependencePolicy.Builder::setSubject));
        FIELDS.put("subjectName", text(DependencePolicy.Builder::setSubjectName));
        FIELDS.put("metric", word(Metric.values(), DependencePolicy.Builder::setMetric));
        FIELDS.put("measure", word(Measure.values(), DependencePolicy.Builder::setMeasure));
        FIELDS.put("warning", number((policy, value) -> policy.setWarning(value.doubleValue())));
        FIELDS.put("critical", number((policy, value) -> policy.setCritical(value.doubleValue())));
        FIELDS.put("clearMargin", number((policy, value) -> policy.setClearMargin(value.doubleValue())));
        FIELDS.put("dwellMonths", number((policy, value) -> policy.setDwellMonths(value.intValueExact())));
        FIELDS.put(
                "minimumValueUsd",
                number((policy, value) ->
                        policy.setMinimumValueCents(value.movePointRight(2).longValueExact())));
        FIELDS.put("provisional", truth(DependencePolicy.Builder::setProvisional));
        FIELDS.put("enabled", truth(DependencePolicy.Builder::setEnabled));
        FIELDS.put("netExports", truth(DependencePolicy.Builder::setNetExports));
        FIELDS.put("partCodes", truth(DependencePolicy.Builder::setPartCodes));
    }

    /** Sets a field from its JSON; throws an IllegalArgumentException that says which type it must have. */
    private interface Field {
        void set(DependencePolicy.Builder policy, JsonNode value);
    }

    /**
     * All policies of the document; each is valid and has version 1 until it is applied.
     *
     * @throws OperatorException that names the document, the policy and the field at fault
     */
    public List<DependencePolicy> read() {
        return policies(Json.tree(name, text));
    }

    /**
     * All policies of a part of the document: an object, or an array of objects.
     *
     * @throws OperatorException that names the document, the policy and the field at fault
     */
    public List<DependencePolicy> policies(JsonNode root) {
        List<DependencePolicy> policies = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : root.isArray() ? root : List.of(root)) {
            DependencePolicy policy = policy(node);
            List<String> faults = Policies.faults(policy);
            if (!faults.isEmpty()) {
                throw fault("policy %s: %s", policy.getId(), String.join("; ", faults));
            }
            if (!ids.add(policy.getId())) {
                throw fault("policy %s appears twice: keep one of them", policy.getId());
            }
            policies.add(policy);
        }
        return policies;
    }

    private DependencePolicy policy(JsonNode node) {
        if (!node.isObject()) {
            throw fault("a policy is a JSON object, not %s", Json.shown(node));
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.containsKey(field)) {
                throw fault("unknown field '%s': a policy has %s", field, String.join(", ", FIELDS.keySet()));
            }
        });
        for (String field : REQUIRED) {
            if (!node.hasNonNull(field)) {
                throw fault("field '%s' is missing: a policy needs %s", field, String.join(", ", REQUIRED));
            }
        }
        DependencePolicy.Builder policy =
                DependencePolicy.newBuilder().setVersion(1).setMeasure(Measure.VALUE);
        FIELDS.forEach((field, setter) -> {
            if (node.hasNonNull(field)) {
                try {
                    setter.set(policy, node.get(field));
                } catch (ArithmeticException e) {
                    throw fault(
                            "field '%s' is %s, which is too large or has too many digits",
                            field, Json.shown(node.get(field)));
                } catch (IllegalArgumentException e) {
                    throw fault("field '%s' is %s, but must be %s", field, Json.shown(node.get(field)), e.getMessage());
                }
            }
        });
        return policy.build();
    }

    private OperatorException fault(String format, Object... values) {
        return new OperatorException(name + ": " + format.formatted(values));
    }

    private static Field text(BiConsumer<DependencePolicy.Builder, String> setter) {
        return field(JsonNode::isTextual, "a text", JsonNode::textValue, setter);
    }

    private static Field number(BiConsumer<DependencePolicy.Builder, BigDecimal> setter) {
        return field(JsonNode::isNumber, "a number", JsonNode::decimalValue, setter);
    }

    private static Field truth(BiConsumer<DependencePolicy.Builder, Boolean> setter) {
        return field(JsonNode::isBoolean, "true or false", JsonNode::booleanValue, setter);
    }

    private static <E extends Enum<E>> Field word(E[] choices, BiConsumer<DependencePolicy.Builder, E> setter) {
        Map<String, E> byWord = new LinkedHashMap<>();
        Arrays.stream(choices).forEach(choice -> byWord.put(Json.word(choice), choice));
        Function<JsonNode, String> word =
                value -> value.asText().toLowerCase(Locale.ROOT).replace('_', '-');
        return field(
                value -> value.isTextual() && byWord.containsKey(word.apply(value)),
                byWord.keySet().stream().collect(Collectors.joining(", ", "one of ", "")),
                word.andThen(byWord::get),
                setter);
    }

    private static <T> Field field(
            Predicate<JsonNode> fits,
            String expected,
            Function<JsonNode, T> read,
            BiConsumer<DependencePolicy.Builder, T> setter) {
        return (policy, value) -> {
            if (!fits.test(value)) {
                throw new IllegalArgumentException(expected);
            }
            setter.accept(policy, read.apply(value));
        };
    }
}
