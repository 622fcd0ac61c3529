package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyDocument;
import org.lodewatch.service.api.PolicyJson;

/**
 * JSON documents with policies. The fields of an undamaged policy must be read as they were written; a policy that is accepted
 * must be valid, and must be the same when it is written and read again.
 */
final class PolicyTexts implements InputSource {

    private static final int DEEP = 2000;
    private static final BookKey BOOK = new BookKey("us-census", "US", "antimony");

    @Override
    public FuzzInput input(Chance chance) {
        if (chance.oneIn(500)) {
            String bracket = chance.of("[", "{\"a\":");
            return new PolicyText(bracket.repeat(chance.from(1, DEEP)).getBytes(UTF_8), Optional.empty());
        }
        Map<String, String> fields = fields(chance);
        String text = object(chance, fields);
        boolean damaged = chance.oneIn(2);
        byte[] bytes = (chance.oneIn(4) ? "[" + text + "]" : text).getBytes(UTF_8);
        return damaged
                ? new PolicyText(chance.mutated(bytes), Optional.empty())
                : new PolicyText(bytes, Optional.of(fields));
    }

    /** One policy. */
    static String object(Chance chance) {
        return object(chance, fields(chance));
    }

    private static Map<String, String> fields(Chance chance) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", quoted("policy-" + chance.below(100)));
        String metric = chance.of(
                "share", "share", "effective-dependence", "hhi", "hhi-governance", "unproduced-share", "detour");
        boolean ofCountry = List.of("share", "effective-dependence").contains(metric);
        String subject = ofCountry ? chance.of("any-country", "country", "bloc") : "market";
        fields.put("subject", quoted(subject));
        if (subject.equals("country") || subject.equals("bloc")) {
            fields.put("subjectName", quoted(subject.equals("bloc") ? "eu27" : "CN"));
        }
        fields.put("metric", quoted(metric));
        int warning = chance.from(1, 40);
        fields.put("warning", warning + chance.of("", ".5", ".25"));
        fields.put("critical", Integer.toString(warning + chance.from(1, 40)));
        if (chance.oneIn(2)) {
            fields.put("minimumValueUsd", chance.below(1_000_000) + chance.of("", ".5", ".25", "e3"));
        }
        if (chance.oneIn(2)) {
            fields.put("dwellMonths", Integer.toString(chance.from(1, 60)));
        }
        if (chance.oneIn(3)) {
            String field = chance.of(
                    "id",
                    "description",
                    "dataset",
                    "reporter",
                    "mineral",
                    "subjectName",
                    "metric",
                    "measure",
                    "warning",
                    "critical",
                    "clearMargin",
                    "dwellMonths",
                    "minimumValueUsd",
                    "provisional",
                    "enabled",
                    "version",
                    "other");
            fields.put(field, odd(chance));
        }
        return fields;
    }

    private static String odd(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> chance.of("null", "true", "[]", "{}", "[1]", "1e999", "-0.0", "1e-400", "0.1e1", "NaN");
            case 1 -> chance.oddNumber();
            default -> JsonFiles.quoted(chance, CsvFiles.encodable(chance.oddText()));
        };
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String object(Chance chance, Map<String, String> fields) {
        List<String> texts = new ArrayList<>();
        fields.forEach((name, value) -> texts.add(quoted(name) + ":" + value));
        Collections.shuffle(texts, new Random(chance.anyLong()));
        return texts.stream().collect(Collectors.joining(chance.of(",", ", ", ",\n"), "{", "}"));
    }

    /** @param fields of an undamaged document */
    private record PolicyText(byte[] text, Optional<Map<String, String>> fields) implements FuzzInput {

        @Override
        public Verdict check() throws WrongAnswer {
            List<DependencePolicy> policies;
            try {
                policies = new PolicyDocument("policies.json", text).read();
            } catch (RuntimeException failure) {
                if (!Refusals.isNamed(failure)) {
                    throw failure;
                }
                return Verdict.REFUSAL;
            }
            for (DependencePolicy policy : policies) {
                WrongAnswer.requireEqual("faults of an accepted policy", List.of(), Policies.faults(policy));
                Policies.selects(policy, BOOK);
                String written = Json.line(PolicyJson.of(policy));
                WrongAnswer.requireEqual(
                        "policy that is written and read",
                        List.of(policy),
                        new PolicyDocument("written", written.getBytes(UTF_8)).read());
            }
            if (fields.isPresent()) {
                WrongAnswer.requireEqual("number of policies", 1, policies.size());
                requireFields(fields.get(), policies.get(0));
            }
            return Verdict.FIGURES;
        }

        private static void requireFields(Map<String, String> fields, DependencePolicy policy) throws WrongAnswer {
            requireNumber(fields, "warning", BigDecimal.valueOf(policy.getWarning()));
            requireNumber(fields, "critical", BigDecimal.valueOf(policy.getCritical()));
            requireNumber(fields, "minimumValueUsd", BigDecimal.valueOf(policy.getMinimumValueCents(), 2));
            requireNumber(fields, "dwellMonths", BigDecimal.valueOf(policy.getDwellMonths()));
        }

        private static void requireNumber(Map<String, String> fields, String field, BigDecimal found)
                throws WrongAnswer {
            String text = fields.getOrDefault(field, "null").strip();
            if (!text.equals("null")
                    && Math.abs(new BigDecimal(text).subtract(found).doubleValue())
                            > 1e-9 * Math.abs(found.doubleValue())) {
                throw new WrongAnswer("wrong " + field, "%s became %s".formatted(text, found));
            }
        }

        @Override
        public String shown() {
            return new String(text, UTF_8);
        }
    }
}
