package org.lodewatch.cli.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyDocument;

/** A JSON file with policies, or the name of a file with policies, and cases. */
public final class PolicyCases {

    /** In place of a file: the initial policies. */
    private static final String INITIAL = "initial";

    private static final String BUNDLED = "initial-policies.json";
    private static final String DEFAULT_DATASET = "case";
    private static final String DEFAULT_REPORTER = "US";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // A figure of 50.0 is compared with one decimal.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final List<String> FIELDS = List.of("policies", "cases");
    private static final List<String> CASE_FIELDS = List.of(
            "name",
            "policy",
            "mineral",
            "dataset",
            "reporter",
            "codes",
            "provisional",
            "partial",
            "accepted",
            "rows",
            "transitions");
    private static final List<String> TRANSITION_FIELDS =
            List.of("asOf", "from", "to", "figure", "policy", "reporter", "mineral", "subject");

    private final String name;
    private final Catalogue catalogue;
    private final List<PolicyCase> cases = new ArrayList<>();

    private PolicyCases(String name, byte[] text, Optional<Path> directory, Catalogue catalogue) {
        this.name = name;
        this.catalogue = catalogue;
        CaseObject root = new CaseObject(name, parse(text), "a file of cases", FIELDS);
        List<DependencePolicy> policies = policies(root.required("policies"), directory);
        Set<String> names = new HashSet<>();
        for (JsonNode node : root.elements("cases")) {
            PolicyCase one = read(node, policies);
            if (!names.add(one.name())) {
                throw root.fault("case '%s' appears twice".formatted(one.name()));
            }
            cases.add(one);
        }
        if (cases.isEmpty()) {
            throw root.fault("there are no cases");
        }
    }

    /**
     * Reads a file.
     *
     * @throws OperatorException that says what is wrong with it, and where
     */
    public static PolicyCases of(Path file, Catalogue catalogue) {
        return new PolicyCases(
                file.toString(),
                PolicyFile.bytes(file),
                Optional.of(file.toAbsolutePath().getParent()),
                catalogue);
    }

    /** The cases of the initial policies. */
    public static PolicyCases initial(Catalogue catalogue) {
        try (InputStream in = PolicyCases.class.getResourceAsStream(BUNDLED)) {
            return new PolicyCases(BUNDLED, in.readAllBytes(), Optional.empty(), catalogue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the file. */
    public String name() {
        return name;
    }

    /** Runs each case. @throws OperatorException if a row cannot be used */
    public List<CaseResult> run() {
        return cases.stream().map(one -> CaseRun.of(one, catalogue)).toList();
    }

    private JsonNode parse(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw Json.noJson(name, e);
        } catch (NumberFormatException e) {
            throw Json.hugeExponent(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<DependencePolicy> policies(JsonNode node, Optional<Path> directory) {
        if (!node.isTextual()) {
            return new PolicyDocument(name, Json.line(node).getBytes(UTF_8)).read();
        }
        if (node.textValue().equals(INITIAL)) {
            return Policies.initial();
        }
        return PolicyFile.read(directory.orElseThrow().resolve(node.textValue()));
    }

    private PolicyCase read(JsonNode node, List<DependencePolicy> policies) {
        String title = node.path("name").asText("");
        CaseObject found = new CaseObject("%s: case '%s'".formatted(name, title), node, "a case", CASE_FIELDS);
        Optional<String> policy = found.optionalText("policy");
        List<DependencePolicy> judging = policies.stream()
                .filter(one -> policy.isEmpty() || policy.get().equals(one.getId()))
                .toList();
        if (judging.isEmpty()) {
            throw found.fault("there is no policy '%s': the policies are %s"
                    .formatted(
                            policy.orElse(""),
                            policies.stream().map(DependencePolicy::getId).collect(Collectors.joining(", "))));
        }
        CaseRows rows = new CaseRows(catalogue, found.optionalText("reporter").orElse(DEFAULT_REPORTER));
        int number = 0;
        for (JsonNode row : found.elements("rows")) {
            number++;
            rows.add("%s, row %d".formatted(found.where(), number), row);
        }
        if (rows.rows().isEmpty()) {
            throw found.fault("there are no rows");
        }
        return new PolicyCase(
                found.text("name"),
                judging,
                found.optionalText("dataset").orElse(DEFAULT_DATASET),
                found.optionalText("mineral").map(mineral -> book(found, mineral)),
                found.texts("codes"),
                periods(found, "provisional", rows),
                states(found, rows),
                rows.rows(),
                transitions(found));
    }

    private static Map<String, PeriodState> states(CaseObject found, CaseRows rows) {
        Map<String, PeriodState> states = new HashMap<>();
        periods(found, "partial", rows).forEach(period -> states.put(period, PeriodState.PARTIAL));
        periods(found, "accepted", rows).forEach(period -> states.put(period, PeriodState.ACCEPTED));
        return states;
    }

    private static List<String> periods(CaseObject found, String field, CaseRows rows) {
        List<String> periods = found.texts(field).orElse(List.of());
        Set<String> published =
                rows.rows().stream().map(CaseRow::period).map(Period::toString).collect(Collectors.toSet());
        periods.forEach(period -> {
            if (!published.contains(period)) {
                throw found.fault("field '%s' has %s, of which there is no row".formatted(field, period));
            }
        });
        return periods;
    }

    private List<CaseTransition> transitions(CaseObject found) {
        List<CaseTransition> transitions = new ArrayList<>();
        for (JsonNode node : found.elements("transitions")) {
            CaseObject one = new CaseObject(
                    "%s, transition %d".formatted(found.where(), transitions.size() + 1),
                    node,
                    "a transition",
                    TRANSITION_FIELDS);
            String asOf = one.text("asOf");
            Period month = Period.parse(asOf);
            if (month == null || month.isYear()) {
                throw one.fault("field 'asOf' is '%s', but must be a month, YYYY-MM".formatted(asOf));
            }
            transitions.add(new CaseTransition(
                    asOf,
                    one.word("from", Severity.values(), Json::word),
                    one.word("to", Severity.values(), Json::word),
                    one.number("figure"),
                    one.optionalText("policy"),
                    one.optionalText("reporter"),
                    one.optionalText("mineral").map(mineral -> book(one, mineral)),
                    one.optionalText("subject")));
        }
        return transitions;
    }

    private String book(CaseObject where, String typed) {
        return CaseRows.book(catalogue, where, typed);
    }
}
