package org.lodewatch.cli.vintage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.vintage.DatasetVintages;
import org.lodewatch.core.vintage.KnownTransition;
import org.lodewatch.core.vintage.LogRelease;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;
import org.lodewatch.service.backtest.BacktestAnswer;
import org.lodewatch.service.backtest.BacktestJson;

/**
 * What was known then, as a JSON object.
 *
 * @param asKnown {@code then}
 * @param records of the log
 * @param transitions every one that was raised in real time
 * @param now the backtest over the figures that are published now
 */
public record KnownThenJson(
        String asKnown,
        long records,
        List<DatasetJson> datasets,
        List<TransitionJson> transitions,
        List<String> notSimulated,
        BacktestJson now) {

    /**
     * The releases of a dataset and reporter.
     *
     * @param revisions how many releases changed a complete period
     * @param singleVintage whether none did, so that what was known then is what is known now
     */
    public record DatasetJson(
            String dataset,
            String reporter,
            int releases,
            int revisions,
            boolean singleVintage,
            String firstPublished,
            String lastPublished) {}

    /** A transition in real time or today. A missing figure is null. */
    public record StepJson(String asOf, String transition, String from, String to, Double observed) {

        private static StepJson of(Step step) {
            return new StepJson(
                    Months.text(step.asOf()),
                    Json.word(step.transition()),
                    Json.word(step.before()),
                    Json.word(step.severity()),
                    Json.number(step.observed()));
        }
    }

    /**
     * A transition that was raised.
     *
     * @param publishedAt when it was raised in real time
     * @param newestMonth the newest complete month at that time
     * @param then as it was raised
     * @param today as today's history has it; left out if it was corrected away
     * @param observedToday today's figure of the month that it was raised about
     * @param asToday whether today's figures say the same of the same month
     * @param monthsLater by how many months it was raised later than today's figures would have; negative if earlier
     * @param daysLater the same in days between releases
     * @param correctedAt when it was corrected away; left out otherwise
     */
    public record TransitionJson(
            String alertId,
            String policyId,
            String dataset,
            String reporter,
            String mineral,
            String subject,
            String publishedAt,
            String newestMonth,
            StepJson then,
            @JsonInclude(JsonInclude.Include.NON_NULL) StepJson today,
            Double observedToday,
            boolean asToday,
            int monthsLater,
            long daysLater,
            @JsonInclude(JsonInclude.Include.NON_NULL) String correctedAt) {

        private static TransitionJson of(KnownTransition transition) {
            return new TransitionJson(
                    transition.alertId(),
                    transition.policy().getId(),
                    transition.book().dataset(),
                    transition.book().reporter(),
                    transition.book().mineral(),
                    transition.subject(),
                    transition.raised().at().toString(),
                    Months.text(transition.raised().newest()),
                    StepJson.of(transition.then()),
                    transition.now().map(StepJson::of).orElse(null),
                    Json.number(transition.figureNow()),
                    transition.isAsToday(),
                    transition.monthsLater(),
                    transition.daysLater(),
                    transition
                            .corrected()
                            .map(LogRelease::at)
                            .map(Object::toString)
                            .orElse(null));
        }
    }

    public static KnownThenJson of(KnownThen known, BacktestAnswer now) {
        return new KnownThenJson(
                "then",
                known.records(),
                known.vintages().datasets().stream().map(KnownThenJson::of).toList(),
                known.vintages().transitions().stream().map(TransitionJson::of).toList(),
                KnownThen.NOT_SIMULATED,
                BacktestJson.of(now));
    }

    private static DatasetJson of(DatasetVintages dataset) {
        return new DatasetJson(
                dataset.owner().dataset(),
                dataset.owner().reporter(),
                dataset.releases(),
                dataset.revisions(),
                dataset.isSingle(),
                dataset.first().toString(),
                dataset.last().toString());
    }
}
