package org.lodewatch.service.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.core.explain.ExplainedMonth;
import org.lodewatch.core.explain.FigureMove;
import org.lodewatch.core.policy.AlertHistory;
import org.lodewatch.core.policy.JudgedMonth;
import org.lodewatch.core.policy.Observation;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * Why an alert has its history, as a JSON object.
 *
 * @param minimumSupply what other countries must have supplied in a window before it is judged
 * @param currency ISO 4217 code of all values
 * @param settled whether the published history agrees; it does not while figures are still being published
 * @param transitions those that were asked for, or all, oldest first
 * @param newest the newest window that the policy judges; null if it judges none
 * @param month the window that was asked for; left out if none was
 * @param records how to see the records that moved the figure; left out where they are in this document
 */
public record ExplanationJson(
        String alertId,
        String policyId,
        long policyVersion,
        String metric,
        String measure,
        double warning,
        double critical,
        double clearMargin,
        int dwellMonths,
        BigDecimal minimumSupply,
        String currency,
        String dataset,
        String reporter,
        String mineral,
        String subject,
        int windowMonths,
        String severity,
        boolean settled,
        List<MonthJson> transitions,
        MonthJson newest,
        @JsonInclude(JsonInclude.Include.NON_NULL) MonthJson month,
        @JsonInclude(JsonInclude.Include.NON_NULL) String records) {

    /**
     * How the policy judges one window.
     *
     * @param number the position of its transition in the history, from 1; left out without one
     * @param previousAsOf the window before it; null for the first
     * @param since the month since which {@code previousSeverity} was held; null if there was no alert
     * @param steps the arithmetic
     * @param moved what moved the figure from the window before it; left out where the records are not read
     * @param editions what moved the figure since an earlier moment of publication; left out unless it is asked for
     */
    public record MonthJson(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int number,
            String asOf,
            @JsonInclude(JsonInclude.Include.NON_NULL) String transition,
            String previousSeverity,
            String severity,
            Double observed,
            String previousAsOf,
            Double previousObserved,
            String since,
            BigDecimal supply,
            int monthsOverWarning,
            int monthsOverCritical,
            List<String> steps,
            @JsonInclude(JsonInclude.Include.NON_NULL) MoveJson moved,
            @JsonInclude(JsonInclude.Include.NON_NULL) MoveJson editions) {

        /** @param top how many records to name */
        public static MonthJson of(
                ExplainedMonth month, Optional<FigureMove> moved, Optional<FigureMove> editions, int top) {
            JudgedMonth judged = month.judged();
            Observation observation = judged.observation();
            return new MonthJson(
                    month.number(),
                    Months.text(month.asOf()),
                    month.isTransition() ? transition(judged) : null,
                    Json.word(judged.before()),
                    Json.word(judged.severity()),
                    Json.number(observation.observed()),
                    month.previous()
                            .map(before -> Months.text(before.observation().asOf()))
                            .orElse(null),
                    month.previous()
                            .map(before -> Json.number(before.observation().observed()))
                            .orElse(null),
                    month.since().map(Months::text).orElse(null),
                    Json.amount(observation.suppliedCents()),
                    judged.monthsOverWarning(),
                    judged.monthsOverCritical(),
                    month.steps(),
                    moved.map(move -> MoveJson.of(move, top)).orElse(null),
                    editions.map(move -> MoveJson.of(move, top)).orElse(null));
        }

        private static String transition(JudgedMonth judged) {
            return Json.word(new AlertHistory.Step(
                            judged.observation().asOf(),
                            judged.before(),
                            judged.severity(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty())
                    .transition());
        }
    }

    /** The document of an alert. */
    public static ExplanationJson of(
            ExplainedAlert alert,
            List<MonthJson> transitions,
            Optional<MonthJson> newest,
            Optional<MonthJson> month,
            Optional<String> records) {
        DependencePolicy policy = alert.policy();
        Severity severity = alert.explanation().alert().history().severity();
        return new ExplanationJson(
                alert.alertId(),
                policy.getId(),
                policy.getVersion(),
                Json.word(policy.getMetric()),
                Json.word(policy.getMeasure()),
                policy.getWarning(),
                policy.getCritical(),
                policy.getClearMargin(),
                policy.getDwellMonths(),
                Json.amount(policy.getMinimumValueCents()),
                alert.windows().currency(),
                alert.book().dataset(),
                alert.book().reporter(),
                alert.book().mineral(),
                alert.explanation().alert().subject(),
                alert.windowMonths(),
                Json.word(severity),
                alert.isSettled(),
                transitions,
                newest.orElse(null),
                month.orElse(null),
                records.orElse(null));
    }
}
