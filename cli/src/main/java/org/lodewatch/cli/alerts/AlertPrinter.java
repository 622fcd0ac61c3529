package org.lodewatch.cli.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.AlertJson;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.DatedAlert;

/** Prints alerts for people or, as JSON, for machines. */
public final class AlertPrinter {

    private static final Comparator<DatedAlert> IN_TIME = Comparator.comparing(DatedAlert::publishedAt)
            .thenComparing(dated -> dated.alert().getAlertId())
            .thenComparing(dated -> dated.alert().getNumber());

    private final Screen screen;
    private final boolean json;

    public AlertPrinter(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    /** The alerts that stand now. */
    public void printOpen(KafkaCluster cluster, Since since) {
        printAll(AlertStatus.of(cluster).openAlerts().stream()
                .filter(since.includes())
                .toList());
    }

    /** Every transition so far, in the order of time. */
    public void printTransitions(KafkaCluster cluster, Since since) {
        try (TopicReader<String, DependenceAlert> reader = cluster.reader(Topics.DEPENDENCE_ALERTS)) {
            printAll(soFar(reader, since));
        }
    }

    /** Every transition so far, then each as it comes, until told to stop or nobody reads on; as JSON, one a line. */
    public void follow(KafkaCluster cluster, Since since, BooleanSupplier stop) {
        try (TopicReader<String, DependenceAlert> reader = cluster.reader(Topics.DEPENDENCE_ALERTS)) {
            soFar(reader, since).forEach(this::printOne);
            reader.follow(
                    message -> DatedAlert.of(message).filter(since.includes()).ifPresent(this::printOne),
                    () -> stop.getAsBoolean() || nobodyReads());
        }
    }

    /** A pipe whose reader has ended breaks at the next line. */
    private boolean nobodyReads() {
        return screen.out().checkError();
    }

    private static List<DatedAlert> soFar(TopicReader<String, DependenceAlert> reader, Since since) {
        List<DatedAlert> found = new ArrayList<>();
        reader.readToEnd(
                message -> DatedAlert.of(message).filter(since.includes()).ifPresent(found::add));
        found.sort(IN_TIME);
        return found;
    }

    private void printAll(List<DatedAlert> alerts) {
        if (json) {
            screen.json(Json.array(alerts, AlertJson::of));
        } else if (alerts.isEmpty()) {
            screen.note("no alerts");
        } else {
            alerts.forEach(this::printOne);
        }
    }

    private void printOne(DatedAlert dated) {
        screen.line(json ? Json.line(AlertJson.of(dated)) : AlertText.of(dated.publishedAt(), dated.alert(), screen));
    }
}
