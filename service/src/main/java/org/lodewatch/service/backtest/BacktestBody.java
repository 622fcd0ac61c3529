package org.lodewatch.service.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.SweepRange;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyDocument;

/** The body of {@code POST /api/backtest}. */
final class BacktestBody {

    private static final String NAME = "the body";
    private static final List<String> FIELDS =
            List.of("policy", "from", "to", "against", "sweep", "dataset", "mineral", "asKnown");

    private final JsonNode root;

    private BacktestBody(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a request.
     *
     * @param current the present policies, by id
     * @throws OperatorException that names the field at fault and says what is expected
     */
    static BacktestRequest read(byte[] text, Map<String, DependencePolicy> current, Catalogue catalogue) {
        JsonNode root = Json.tree(NAME, text);
        if (!root.isObject()) {
            throw new OperatorException(
                    "the body is an array, but must be an object with %s".formatted(String.join(", ", FIELDS)));
        }
        root.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new OperatorException(
                        "the body: unknown field '%s': the fields are %s".formatted(field, String.join(", ", FIELDS)));
            }
        });
        return new BacktestBody(root).request(current, catalogue);
    }

    private BacktestRequest request(Map<String, DependencePolicy> current, Catalogue catalogue) {
        if (!root.hasNonNull("policy")) {
            throw new OperatorException("the body: field 'policy' is missing: a policy, or an array of policies");
        }
        text("asKnown").filter(asKnown -> !asKnown.equals("now")).ifPresent(asKnown -> {
            throw new OperatorException(
                    asKnown.equals("then")
                            ? "the body: asKnown 'then' reads the whole log: use `lodewatch policies test --as-known then`"
                            : "the body: asKnown is '%s', but must be now".formatted(asKnown));
        });
        List<DependencePolicy> policies = policies("policy");
        if (policies.isEmpty()) {
            throw new OperatorException("the body: field 'policy' is empty: a policy, or an array of policies");
        }
        Optional<SweepRange> sweep = text("sweep").map(SweepRange::of);
        int judgements =
                policies.size() * (1 + sweep.map(lines -> lines.lines().size()).orElse(0));
        if (judgements > BacktestRequest.MOST_JUDGEMENTS) {
            throw new OperatorException("the body: %d policies with %d lines each: send at most %d lines in all"
                    .formatted(policies.size(), sweep.get().lines().size(), BacktestRequest.MOST_JUDGEMENTS));
        }
        return new BacktestRequest(
                policies,
                against(current),
                BacktestRange.of(month("from", 1), month("to", 12)),
                sweep,
                text("dataset"),
                text("mineral")
                        .map(typed -> BacktestRequest.books(typed, catalogue))
                        .orElse(Set.of()));
    }

    private List<DependencePolicy> policies(String field) {
        JsonNode node = root.get(field);
        if (!node.isObject() && !node.isArray()) {
            throw new OperatorException("the body: field '%s' is %s, but must be a policy or an array of policies"
                    .formatted(field, Json.shown(node)));
        }
        if (node.size() > BacktestRequest.MOST_POLICIES && node.isArray()) {
            throw new OperatorException("the body: field '%s' has %d policies: send at most %d at a time"
                    .formatted(field, node.size(), BacktestRequest.MOST_POLICIES));
        }
        return new PolicyDocument(NAME, new byte[0]).policies(node);
    }

    private List<DependencePolicy> against(Map<String, DependencePolicy> current) {
        if (!root.hasNonNull("against")) {
            return List.of();
        }
        if (!root.get("against").isTextual()) {
            return policies("against");
        }
        String id = root.get("against").textValue();
        DependencePolicy policy = current.get(id);
        if (policy == null) {
            throw new OperatorException("the body: against: there is no policy %s: the policies are %s"
                    .formatted(Json.shown(root.get("against")), String.join(", ", current.keySet())));
        }
        return List.of(policy);
    }

    private Optional<String> text(String field) {
        if (!root.hasNonNull(field)) {
            return Optional.empty();
        }
        if (!root.get(field).isTextual()) {
            throw new OperatorException(
                    "the body: field '%s' is %s, but must be a text".formatted(field, Json.shown(root.get(field))));
        }
        return Optional.of(root.get(field).textValue());
    }

    /** @param monthOfYear that a year means */
    private OptionalInt month(String field, int monthOfYear) {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        String month = text.get();
        if (month.matches("\\d{4}")) {
            return OptionalInt.of(Months.of(Integer.parseInt(month), monthOfYear));
        }
        if (month.matches("\\d{4}-(0[1-9]|1[0-2])")) {
            YearMonth of = YearMonth.parse(month);
            return OptionalInt.of(Months.of(of.getYear(), of.getMonthValue()));
        }
        throw new OperatorException("the body: field '%s' is %s, but must be a month, such as 2024-12, or a year"
                .formatted(field, Json.shown(root.get(field))));
    }
}
