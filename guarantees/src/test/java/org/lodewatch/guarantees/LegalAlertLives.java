package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/**
 * Every transition of an alert is published once, numbered from 1, and follows from the one before. A subscriber who applies
 * them has the history of the alert's status.
 */
final class LegalAlertLives implements Guarantee {

    @Override
    public void doAssert(Published published) {
        Map<String, List<DependenceAlert>> lives = new TreeMap<>();
        for (Entry<String, DependenceAlert> entry : published.alerts()) {
            DependenceAlert alert = entry.value();
            lives.computeIfAbsent(alert.getAlertId(), id -> new ArrayList<>()).add(alert);
            assertThat(entry.header("ce_id")).isEqualTo(alert.getAlertId() + "#" + alert.getNumber());
        }

        assertThat(lives).isNotEmpty();
        Map<String, DependenceAlert> statuses = published.finalAlertStatus();
        assertThat(statuses.keySet()).isEqualTo(lives.keySet());
        lives.forEach((id, life) -> assertLegal(life, statuses.get(id)));
    }

    private static void assertLegal(List<DependenceAlert> life, DependenceAlert status) {
        Severity severity = Severity.NONE;
        NavigableMap<String, HistoryEntry> history = new TreeMap<>();
        for (int number = 1; number <= life.size(); number++) {
            DependenceAlert alert = life.get(number - 1);
            assertThat(alert.getNumber()).as("%s", alert).isEqualTo(number);
            assertThat(alert.getPreviousSeverity()).as("%s", alert).isEqualTo(severity);
            assertThat(isLegal(alert)).as("%s", alert).isTrue();
            apply(alert, history);
            severity = alert.getSeverity();
            assertThat(
                            history.isEmpty()
                                    ? Severity.NONE
                                    : history.lastEntry().getValue().getSeverity())
                    .as("%s", alert)
                    .isEqualTo(severity);
        }
        DependenceAlert last = life.get(life.size() - 1);
        assertThat(status.getNumber()).isEqualTo(last.getNumber());
        assertThat(status.getSeverity()).isEqualTo(last.getSeverity());
        assertThat(status.getSentence()).isEqualTo(last.getSentence());
        if (severity != Severity.NONE || !status.getHistory().isEmpty()) {
            assertThat(keys(status.getHistory())).as("%s", status).isEqualTo(keys(history.values()));
        }
    }

    /** What a subscriber does with a transition: it replaces the former entries, or adds one. */
    private static void apply(DependenceAlert alert, NavigableMap<String, HistoryEntry> history) {
        if (alert.getCause() == null) {
            if (!history.isEmpty() && history.lastKey().compareTo(alert.getAsOf()) >= 0) {
                // The policy had ended while the alert was resolved, which is no transition.
                assertThat(alert.getTransition()).as("%s", alert).isEqualTo(Transition.RAISED);
                history.clear();
            }
            history.put(
                    alert.getAsOf(),
                    new HistoryEntry(alert.getAsOf(), alert.getTransition(), alert.getSeverity(), null, null));
            return;
        }
        for (HistoryEntry former : alert.getFormerHistory()) {
            HistoryEntry removed = history.remove(former.getAsOf());
            assertThat(removed).as("%s", alert).isNotNull();
            assertThat(keys(List.of(removed))).as("%s", alert).isEqualTo(keys(List.of(former)));
        }
        alert.getHistory()
                .forEach(entry -> assertThat(history.put(entry.getAsOf(), entry))
                        .as("%s", alert)
                        .isNull());
    }

    private static List<String> keys(Collection<HistoryEntry> entries) {
        return entries.stream()
                .map(entry -> entry.getAsOf() + " " + entry.getTransition() + " " + entry.getSeverity())
                .toList();
    }

    private static boolean isLegal(DependenceAlert alert) {
        Severity before = alert.getPreviousSeverity();
        Severity after = alert.getSeverity();
        return switch (alert.getTransition()) {
            case RAISED -> before == Severity.NONE && after != Severity.NONE;
            case ESCALATED -> before == Severity.WARNING && after == Severity.CRITICAL;
            case EASED -> before == Severity.CRITICAL && after == Severity.WARNING;
            case RESOLVED -> before != Severity.NONE && after == Severity.NONE && alert.getSince() == null;
            case RESTATED -> !keys(alert.getFormerHistory()).equals(keys(alert.getHistory()));
        };
    }
}
