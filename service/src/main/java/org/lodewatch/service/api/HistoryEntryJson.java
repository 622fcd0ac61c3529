package org.lodewatch.service.api;

import java.util.List;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.service.Json;

/**
 * A transition in the history of an alert, as a JSON object.
 *
 * @param asOf the last month of the window that made it
 * @param severity after it
 * @param observed percent or points in that window; null where it cannot be computed
 * @param highest the highest figure from that window to the next transition; null after the alert has resolved
 */
public record HistoryEntryJson(String asOf, String transition, String severity, Double observed, Double highest) {

    /** Oldest first. */
    public static List<HistoryEntryJson> of(List<HistoryEntry> history) {
        return history.stream()
                .map(entry -> new HistoryEntryJson(
                        entry.getAsOf(),
                        Json.word(entry.getTransition()),
                        Json.word(entry.getSeverity()),
                        entry.getObserved(),
                        entry.getHighest()))
                .toList();
    }
}
