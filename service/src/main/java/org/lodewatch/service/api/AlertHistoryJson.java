package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.AlertJson.CurrentFigureJson;

/**
 * The standing history of an alert as a JSON object.
 *
 * @param formOf the mineral of which the book is a form; left out for the book of a mineral
 * @param severity now; none if the alert is not open
 * @param since the month since which it has that severity; null if the alert is not open
 * @param history every transition by the present data, oldest first
 * @param current the newest window; left out if the alert is not open
 * @param currency ISO 4217 code; left out for USD
 */
public record AlertHistoryJson(
        String alertId,
        String policyId,
        long policyVersion,
        String metric,
        String measure,
        String dataset,
        String reporter,
        String mineral,
        @JsonInclude(JsonInclude.Include.NON_NULL) String formOf,
        String subject,
        String severity,
        String since,
        List<HistoryEntryJson> history,
        @JsonInclude(JsonInclude.Include.NON_NULL) CurrentFigureJson current,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency) {

    /** @param status a record of dependence-alert-status */
    public static AlertHistoryJson of(DependenceAlert status) {
        Money money = new Money(status.getCurrency());
        return new AlertHistoryJson(
                status.getAlertId(),
                status.getPolicyId(),
                status.getPolicyVersion(),
                Json.word(status.getMetric()),
                Json.word(status.getMeasure()),
                status.getDataset(),
                status.getReporter(),
                status.getMineral(),
                status.getFormOf(),
                status.getSubject(),
                Json.word(status.getSeverity()),
                status.getSince(),
                HistoryEntryJson.of(status.getHistory()),
                CurrentFigureJson.of(status.getCurrent(), money),
                money.isDollars() ? null : status.getCurrency());
    }

    /**
     * The history up to a month, with the severity after it. Empty if the history begins later. {@code current} is left out, and
     * {@code highest} of the last entry is null: both are of later months.
     *
     * @param month YYYY-MM
     */
    Optional<AlertHistoryJson> upTo(String month) {
        int end = (int) history.stream()
                .takeWhile(entry -> entry.asOf().compareTo(month) <= 0)
                .count();
        if (end == 0) {
            return Optional.empty();
        }
        HistoryEntryJson last = history.get(end - 1);
        boolean open = !last.severity().equals(Json.word(Severity.NONE));
        List<HistoryEntryJson> until = new ArrayList<>(history.subList(0, end - 1));
        until.add(new HistoryEntryJson(last.asOf(), last.transition(), last.severity(), last.observed(), null));
        return Optional.of(new AlertHistoryJson(
                alertId,
                policyId,
                policyVersion,
                metric,
                measure,
                dataset,
                reporter,
                mineral,
                formOf,
                subject,
                last.severity(),
                open ? last.asOf() : null,
                List.copyOf(until),
                null,
                currency));
    }
}
