package org.lodewatch.guarantees;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topics;

/**
 * Every published record, not only the last one of each key: the topics of a test stay in their first segment, which is
 * never compacted.
 */
record Published(
        List<Entry<String, MineralShares>> shares,
        List<Entry<String, DependenceAlert>> alerts,
        List<Entry<String, DependenceAlert>> alertStatus,
        List<Entry<byte[], byte[]>> rejected) {

    static Published on(String bootstrapServers) {
        return on(ClientSettings.at(bootstrapServers));
    }

    static Published on(ClientSettings settings) {
        return new Published(
                TopicLog.read(settings, Topics.MINERAL_SHARES),
                TopicLog.read(settings, Topics.DEPENDENCE_ALERTS),
                TopicLog.read(settings, Topics.DEPENDENCE_ALERT_STATUS),
                TopicLog.read(settings, Topics.CUSTOMS_IMPORTS_REJECTED));
    }

    /** The last shares by book and as-of month, as a compacted topic keeps them, without tombstones. */
    Map<String, MineralShares> finalShares() {
        return last(shares);
    }

    Map<String, DependenceAlert> finalAlertStatus() {
        return last(alertStatus);
    }

    /**
     * The standing history of each alert that has one, by alert id: the {@link #transition transitions}, without times and numbers,
     * which may differ between runs.
     */
    Map<String, List<String>> histories() {
        return histories(finalAlertStatus());
    }

    static Map<String, List<String>> histories(Map<String, DependenceAlert> statuses) {
        Map<String, List<String>> histories = new TreeMap<>();
        statuses.forEach((id, alert) -> {
            if (!alert.getHistory().isEmpty()) {
                histories.put(
                        id,
                        alert.getHistory().stream()
                                .map(entry -> transition(
                                        entry.getAsOf(), entry.getSeverity(), entry.getObserved(), entry.getHighest()))
                                .toList());
            }
        });
        return histories;
    }

    /** One transition with its figures, to six decimals: two implementations add up in another order. */
    static String transition(String asOf, Severity severity, Double observed, Double highest) {
        return String.format(Locale.ROOT, "%s %s at %.6f, highest %.6f", asOf, severity, observed, highest);
    }

    /** The final shares and histories. */
    View view() {
        return new View(finalShares(), histories());
    }

    /** The later one of two records of a key. Those of a partition come in order; others may have written the key to another one. */
    private static <V> Entry<String, V> later(Entry<String, V> one, Entry<String, V> next) {
        boolean isOlder = one.record().partition() != next.record().partition()
                && next.record().timestamp() < one.record().timestamp();
        return isOlder ? one : next;
    }

    static <V> Map<String, V> last(List<Entry<String, V>> entries) {
        Map<String, Entry<String, V>> newest = new TreeMap<>();
        entries.forEach(entry -> newest.merge(entry.key(), entry, Published::later));
        Map<String, V> values = new TreeMap<>();
        newest.forEach((key, entry) -> {
            V value = entry.value();
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    /** Shares by book and as-of month, and the transitions of each alert by alert id. */
    record View(Map<String, MineralShares> shares, Map<String, List<String>> histories) {}
}
