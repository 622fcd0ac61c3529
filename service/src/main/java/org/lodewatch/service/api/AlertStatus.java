package org.lodewatch.service.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topics;

/** The present content of dependence-alert-status: the last transition, history and current figure of each alert. */
public final class AlertStatus {

    /** How long a resolved alert is shown with the open ones. Its history is kept longer. */
    private static final Duration RECENT = Duration.ofDays(30);

    private final Map<String, DatedAlert> byId = new HashMap<>();

    /** The same alerts by book, so that the table of all books does not search all alerts for each. */
    private final Map<BookKey, Map<String, DependenceAlert>> byBook = new HashMap<>();

    /** Reads dependence-alert-status to its current end. */
    public static AlertStatus of(KafkaCluster cluster) {
        AlertStatus status = new AlertStatus();
        cluster.read(Topics.DEPENDENCE_ALERT_STATUS, status::take);
        return status;
    }

    /**
     * Adds a record, in the order of its partition.
     *
     * @return the book of the alert; empty if an unknown alert was deleted
     */
    public Optional<BookKey> take(Message<String, DependenceAlert> message) {
        String id = message.key();
        if (message.value().isEmpty()) {
            Optional<BookKey> book =
                    Optional.ofNullable(byId.remove(id)).map(DatedAlert::alert).map(AlertStatus::book);
            book.ifPresent(of -> byBook.get(of).remove(id));
            return book;
        }
        DependenceAlert alert = message.value().get();
        // The record is written again when the current figure changes: its own time is another one.
        byId.put(id, new DatedAlert(alert.getToldAt(), alert));
        byBook.computeIfAbsent(book(alert), book -> new HashMap<>()).put(id, alert);
        return Optional.of(book(alert));
    }

    private static BookKey book(DependenceAlert alert) {
        return new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral());
    }

    /** The severity of the worst open alert of a book; NONE if there is none. */
    public Severity severity(MineralShares book) {
        return severity(new BookKey(book.getDataset(), book.getReporter(), book.getMineral()));
    }

    Severity severity(BookKey book) {
        return byBook.getOrDefault(book, Map.of()).values().stream()
                .map(DependenceAlert::getSeverity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }

    /** The severity of the worst alert of a book as of the month of a window, by the present histories; NONE if there was none. */
    public Severity severityThen(MineralShares window) {
        return severityThen(
                new BookKey(window.getDataset(), window.getReporter(), window.getMineral()), window.getAsOf());
    }

    /** @param asOf YYYY-MM */
    Severity severityThen(BookKey book, String asOf) {
        return byBook.getOrDefault(book, Map.of()).values().stream()
                .map(alert -> severityThen(alert, asOf))
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }

    private static Severity severityThen(DependenceAlert alert, String asOf) {
        Severity severity = Severity.NONE;
        for (HistoryEntry entry : alert.getHistory()) {
            if (entry.getAsOf().compareTo(asOf) <= 0) {
                severity = entry.getSeverity();
            }
        }
        return severity;
    }

    /** The open alerts, the worst first. */
    public List<DatedAlert> openAlerts() {
        return all().stream()
                .filter(dated -> dated.alert().getSeverity() != Severity.NONE)
                .toList();
    }

    /** The open alerts, and those that resolved within the last 30 days; the worst first and the resolved ones last. */
    public List<DatedAlert> recent(Instant now) {
        return all().stream()
                .filter(dated -> dated.alert().getSeverity() != Severity.NONE
                        || dated.publishedAt().isAfter(now.minus(RECENT)))
                .toList();
    }

    /** The alerts that have a history, those of a book together. */
    public List<DependenceAlert> histories() {
        return byId.values().stream()
                .map(DatedAlert::alert)
                .filter(alert -> !alert.getHistory().isEmpty())
                .sorted(Comparator.comparing(DependenceAlert::getMineral)
                        .thenComparing(DependenceAlert::getDataset)
                        .thenComparing(DependenceAlert::getReporter)
                        .thenComparing(DependenceAlert::getPolicyId)
                        .thenComparing(DependenceAlert::getSubject))
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
