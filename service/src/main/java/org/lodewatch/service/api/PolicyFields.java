package org.lodewatch.service.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.service.Json;

/** The fields of a policy in JSON, the same in files and in what is printed. */
public final class PolicyFields {

    private static final List<String> REQUIRED = List.of("id", "subject", "metric", "warning", "critical");

    private final Map<String, Consumer<JsonNode>> fields = new LinkedHashMap<>();
    private final DependencePolicy.Builder policy =
            DependencePolicy.newBuilder().setVersion(1).setMeasure(Measure.VALUE);

    private PolicyFields() {
        fields.put("id", text(policy::setId));
        // What `policies list` prints may be given to `policies apply`, which numbers versions by itself.
        fields.put("version", ignored -> {});
        fields.put("description", text(policy::setDescription));
        fields.put("dataset", text(policy::setDataset));
        fields.put("reporter", text(policy::setReporter));
        fields.put("mineral", text(policy::setMineral));
        fields.put("subject", word(SubjectKind.values(), policy::setSubject));
        fields.put("subjectName", text(policy::setSubjectName));
        fields.put("metric", word(Metric.values(), policy::setMetric));
        fields.put("measure", word(Measure.values(), policy::setMeasure));
        fields.put("warning", number(value -> policy.setWarning(value.doubleValue())));
        fields.put("critical", number(value -> policy.setCritical(value.doubleValue())));
        fields.put("clearMargin", number(value -> policy.setClearMargin(value.doubleValue())));
        fields.put("dwellMonths", number(value -> policy.setDwellMonths(value.intValueExact())));
        fields.put(
                "minimumValueUsd",
                number(value ->
                        policy.setMinimumValueCents(value.movePointRight(2).longValueExact())));
        fields.put("provisional", truth(policy::setProvisional));
        fields.put("enabled", truth(policy::setEnabled));
    }

    /** @throws OperatorException that names the file and the field at fault */
    static DependencePolicy read(JsonNode node, String file) {
        return new PolicyFields().fill(node, file);
    }

    public static ObjectNode write(DependencePolicy policy) {
        ObjectNode node = Json.object()
                .put("id", policy.getId())
                .put("version", policy.getVersion())
                .put("description", policy.getDescription())
                .put("dataset", policy.getDataset())
                .put("reporter", policy.getReporter())
                .put("mineral", policy.getMineral())
                .put("subject", word(policy.getSubject()));
        if (policy.getSubjectName() != null) {
            node.put("subjectName", policy.getSubjectName());
        }
        return node.put("metric", word(policy.getMetric()))
                .put("measure", word(policy.getMeasure()))
                .put("warning", policy.getWarning())
                .put("critical", policy.getCritical())
                .put("clearMargin", policy.getClearMargin())
                .put("dwellMonths", policy.getDwellMonths())
                .put("minimumValueUsd", ExactDecimals.dollars(policy.getMinimumValueCents()))
                .put("provisional", policy.getProvisional())
                .put("enabled", policy.getEnabled());
    }

    /** An enum value as it is written in JSON: {@code any-country}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private DependencePolicy fill(JsonNode node, String file) {
        if (!node.isObject()) {
            throw new OperatorException("%s: a policy is a JSON object, not %s".formatted(file, node));
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.containsKey(name)) {
                throw new OperatorException("%s: unknown field '%s': a policy has %s"
                        .formatted(file, name, String.join(", ", fields.keySet())));
            }
        });
        for (String name : REQUIRED) {
            if (!node.hasNonNull(name)) {
                throw new OperatorException("%s: field '%s' is missing: a policy needs %s"
                        .formatted(file, name, String.join(", ", REQUIRED)));
            }
        }
        fields.forEach((name, set) -> {
            if (node.hasNonNull(name)) {
                set(name, set, node.get(name), file);
            }
        });
        return policy.build();
    }

    private static void set(String name, Consumer<JsonNode> set, JsonNode value, String file) {
        try {
            set.accept(value);
        } catch (ArithmeticException e) {
            throw new OperatorException(
                    "%s: field '%s' is %s, which is too large or too fine".formatted(file, name, value), e);
        } catch (IllegalArgumentException e) {
            throw new OperatorException(
                    "%s: field '%s' is %s, but must be %s".formatted(file, name, value, e.getMessage()), e);
        }
    }

    private static Consumer<JsonNode> text(Consumer<String> set) {
        return value -> set.accept(expect(value, value.isTextual(), "a text", JsonNode::textValue));
    }

    private static Consumer<JsonNode> number(Consumer<BigDecimal> set) {
        return value -> set.accept(expect(value, value.isNumber(), "a number", JsonNode::decimalValue));
    }

    private static Consumer<JsonNode> truth(Consumer<Boolean> set) {
        return value -> set.accept(expect(value, value.isBoolean(), "true or false", JsonNode::booleanValue));
    }

    private static <E extends Enum<E>> Consumer<JsonNode> word(E[] choices, Consumer<E> set) {
        return value -> set.accept(Arrays.stream(choices)
                .filter(choice -> value.isTextual()
                        && word(choice)
                                .equals(value.textValue()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of "
                        + String.join(
                                ", ",
                                Arrays.stream(choices).map(PolicyFields::word).toList()))));
    }

    private static <T> T expect(JsonNode value, boolean fits, String what, Function<JsonNode, T> read) {
        if (!fits) {
            throw new IllegalArgumentException(what);
        }
        return read.apply(value);
    }
}
