package org.lodewatch.service.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyJson;
import org.lodewatch.service.backtest.BacktestJson.CoverageJson;
import org.lodewatch.service.backtest.BacktestJson.DifferenceJson;

/**
 * What a change of a policy would do, as a JSON object.
 *
 * @param policy as it would be stored, with its version; null if it would be deleted
 * @param present the version in force; null if there is none
 * @param changed the fields that differ from the version in force; all if there is none, none if nothing would be written
 * @param coverage what the policy would judge; null if it would be deleted
 * @param difference between the alerts of both over all published months, and what would be raised and resolved at once
 * @param notes what is probably a mistake in the policy; left out if nothing is
 */
record PolicyPreviewJson(
        PolicyJson policy,
        PolicyJson present,
        List<String> changed,
        CoverageJson coverage,
        DifferenceJson difference,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {

    /** A policy that would take the place of the version in force. */
    static PolicyPreviewJson ofPolicy(BacktestResult result, Optional<DependencePolicy> present, List<String> notes) {
        PolicyJson next = PolicyJson.of(result.policy());
        PolicyJson former = present.map(PolicyJson::of).orElse(null);
        DifferenceJson difference = DifferenceJson.of(result.difference().orElseThrow());
        return new PolicyPreviewJson(
                next,
                former,
                changed(next, former),
                CoverageJson.of(result.coverage()),
                former == null ? difference.withoutCounterpart() : difference,
                notes);
    }

    /** A policy that would be deleted. */
    static PolicyPreviewJson ofDeletion(BacktestResult result, DependencePolicy present) {
        return new PolicyPreviewJson(
                null,
                PolicyJson.of(present),
                List.of(),
                null,
                DifferenceJson.of(result.difference().orElseThrow()),
                List.of());
    }

    private static List<String> changed(PolicyJson next, PolicyJson former) {
        Map<String, Object> formerFields = former == null ? Map.of() : Json.fields(former);
        Map<String, Object> fields = Json.fields(next);
        return Stream.concat(fields.keySet().stream(), formerFields.keySet().stream())
                .distinct()
                .filter(field -> !field.equals("version"))
                .filter(field -> !Objects.equals(fields.get(field), formerFields.get(field)))
                .toList();
    }
}
