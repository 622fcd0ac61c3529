package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.lodewatch.schemas.messages.DependenceAlert;
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
}
