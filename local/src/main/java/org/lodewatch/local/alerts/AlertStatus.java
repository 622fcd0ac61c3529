package org.lodewatch.local.alerts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.cluster.Message;
import org.lodewatch.local.cluster.TopicReader;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topics;

/** What dependence-alert-status says now: the last transition of each alert. */
public final class AlertStatus {

    private final Map<String, Message<String, DependenceAlert>> byId = new HashMap<>();

    /** Reads the whole topic, to its end at this moment. */
    public static AlertStatus read(KafkaCluster cluster) {
        AlertStatus status = new AlertStatus();
        try (TopicReader<String, DependenceAlert> reader = cluster.reader(Topics.DEPENDENCE_ALERT_STATUS)) {
            reader.readToEnd(message -> status.byId.put(message.key(), message));
        }
        return status;
    }

    /** The alerts that stand, the gravest first. */
    public List<DependenceAlert> open() {
        return openAlerts().stream().map(DatedAlert::alert).toList();
    }

    List<DatedAlert> openAlerts() {
        return byId.values().stream()
                .flatMap(message -> DatedAlert.of(message).stream())
                .filter(dated -> dated.alert().getSeverity() != Severity.NONE)
                .sorted(Comparator.comparing((DatedAlert dated) -> dated.alert().getSeverity())
                        .reversed()
                        .thenComparing(dated -> dated.alert().getAlertId()))
                .toList();
    }
}
