package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;

/**
 * Every transition of an alert is published once, numbered from 1, and follows from the one before. The last one is the
 * alert's status.
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
        lives.values().forEach(LegalAlertLives::assertLegal);
        Map<String, DependenceAlert> last = new TreeMap<>();
        lives.forEach((id, life) -> last.put(id, life.get(life.size() - 1)));
        assertThat(published.finalAlertStatus()).isEqualTo(last);
    }

    private static void assertLegal(List<DependenceAlert> life) {
        Severity severity = Severity.NONE;
        String since = null;
        for (int number = 1; number <= life.size(); number++) {
            DependenceAlert alert = life.get(number - 1);
            assertThat(alert.getNumber()).as("%s", alert).isEqualTo(number);
            assertThat(alert.getPreviousSeverity()).as("%s", alert).isEqualTo(severity);
            assertThat(isLegal(alert)).as("%s", alert).isTrue();
            if (alert.getSeverity() == severity) {
                assertThat(alert.getSince()).as("%s", alert).isNotEqualTo(since);
            }
            severity = alert.getSeverity();
            since = alert.getSince();
        }
    }

    private static boolean isLegal(DependenceAlert alert) {
        Severity before = alert.getPreviousSeverity();
        Severity after = alert.getSeverity();
        return switch (alert.getTransition()) {
            case RAISED -> before == Severity.NONE && after != Severity.NONE;
            case ESCALATED -> before == Severity.WARNING && after == Severity.CRITICAL;
            case EASED -> before == Severity.CRITICAL && after == Severity.WARNING;
            case RESOLVED -> before != Severity.NONE && after == Severity.NONE && alert.getSince() == null;
            case RESTATED -> before == after && after != Severity.NONE;
        };
    }
}
