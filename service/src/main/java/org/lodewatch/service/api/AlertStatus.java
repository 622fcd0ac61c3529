package org.lodewatch.service.api;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topics;

/** The present content of dependence-alert-status: the last transition of each alert. */
public final class AlertStatus {

    private final Map<String, DatedAlert> byId = new HashMap<>();

    /** Reads dependence-alert-status to its current end. */
    public static AlertStatus of(KafkaCluster cluster) {
        AlertStatus status = new AlertStatus();
        cluster.read(Topics.DEPENDENCE_ALERT_STATUS, status::take);
        return status;
    }

    /** Adds a record, in the order of its partition. */
    public void take(Message<String, DependenceAlert> message) {
        DatedAlert.of(message)
                .ifPresentOrElse(alert -> byId.put(message.key(), alert), () -> byId.remove(message.key()));
    }

    /** The severity of the worst open alert of a book; NONE if there is none. */
    public Severity severity(MineralShares book) {
        return byId.values().stream()
                .map(DatedAlert::alert)
                .filter(alert -> alert.getDataset().equals(book.getDataset())
                        && alert.getReporter().equals(book.getReporter())
                        && alert.getMineral().equals(book.getMineral()))
                .map(DependenceAlert::getSeverity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }

    /** The open alerts, the worst first. */
    public List<DatedAlert> openAlerts() {
        return all().stream()
                .filter(dated -> dated.alert().getSeverity() != Severity.NONE)
                .toList();
    }

    /** All alerts, the worst first and the resolved ones last. */
    public List<DatedAlert> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing((DatedAlert dated) -> dated.alert().getSeverity())
                        .reversed()
                        .thenComparing(dated -> dated.alert().getAlertId()))
                .toList();
    }
}
