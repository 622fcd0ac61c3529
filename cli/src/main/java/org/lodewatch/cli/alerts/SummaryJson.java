package org.lodewatch.cli.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.AlertJson;
import org.lodewatch.service.api.DatedAlert;

/**
 * A summary as a JSON object: the document of its first transition, with the sentence of the summary, and further fields.
 *
 * @param summary what it covers
 * @param with the documents of the last transitions of the other alerts whose severity has changed; left out if there are none
 */
public record SummaryJson(
        @JsonUnwrapped AlertJson alert,
        Content summary,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AlertJson> with) {

    /**
     * What a summary covers.
     *
     * @param transitions their number
     * @param from the first month that they are about, YYYY-MM; null if they are about none
     * @param to the last one
     * @param alerts all of them, the open ones first
     */
    public record Content(int transitions, String from, String to, List<State> alerts) {}

    /**
     * An alert after the transitions.
     *
     * @param number of its last transition; a subscriber that counts has all up to it
     * @param since null if it is not open
     */
    public record State(String alertId, long number, String severity, String since) {

        private static State of(DependenceAlert alert) {
            return new State(alert.getAlertId(), alert.getNumber(), Json.word(alert.getSeverity()), alert.getSince());
        }
    }

    public static SummaryJson of(AlertSummary summary) {
        DatedAlert lead = summary.lead();
        DependenceAlert summarised = DependenceAlert.newBuilder(lead.alert())
                .setSentence(summary.sentence())
                .build();
        List<String> months = summary.months();
        return new SummaryJson(
                AlertJson.of(new DatedAlert(lead.publishedAt(), summarised)),
                new Content(
                        summary.transitions().size(),
                        months.isEmpty() ? null : months.get(0),
                        months.isEmpty() ? null : months.get(months.size() - 1),
                        summary.changes().stream()
                                .map(change -> State.of(change.last().alert()))
                                .toList()),
                summary.others().stream().map(AlertJson::of).toList());
    }
}
