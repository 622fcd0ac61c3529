package org.lodewatch.streams.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;

/** The status of each alert: its last published transition and its history. Resolved alerts are kept: their numbers go on. */
final class AlertStatuses {

    private final KeyValueStore<String, DependenceAlert> store;
    private final Map<String, Map<String, DependenceAlert>> byBook = new HashMap<>();
    private final Set<String> expired = new HashSet<>();

    AlertStatuses(KeyValueStore<String, DependenceAlert> store) {
        this.store = store;
        try (KeyValueIterator<String, DependenceAlert> stored = store.all()) {
            stored.forEachRemaining(alert -> index(alert.value));
        }
    }

    /** Returns the alerts of a book by alert id. */
    Map<String, DependenceAlert> of(BookKey book) {
        return byBook.getOrDefault(book.toString(), Map.of());
    }

    /** Keeps a status that is published. */
    void put(DependenceAlert alert) {
        expired.remove(alert.getAlertId());
        keep(alert);
    }

    /** Keeps a status that differs from the published one only in what the next judgement compares. */
    void keep(DependenceAlert alert) {
        index(alert);
        store.put(alert.getAlertId(), alert);
    }

    /**
     * Returns the ids of alerts without a history that resolved at or before this time, in milliseconds, each id once until it
     * is put again. Nothing of them is left in the windows and policies.
     */
    List<String> expire(long resolvedUntil) {
        List<String> ids = new ArrayList<>();
        for (Map<String, DependenceAlert> alerts : byBook.values()) {
            for (DependenceAlert alert : alerts.values()) {
                if (alert.getSeverity() == Severity.NONE
                        && alert.getHistory().isEmpty()
                        && alert.getToldAt().toEpochMilli() <= resolvedUntil
                        && expired.add(alert.getAlertId())) {
                    ids.add(alert.getAlertId());
                }
            }
        }
        return ids;
    }

    private void index(DependenceAlert alert) {
        BookKey book = new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral());
        byBook.computeIfAbsent(book.toString(), key -> new TreeMap<>()).put(alert.getAlertId(), alert);
    }
}
