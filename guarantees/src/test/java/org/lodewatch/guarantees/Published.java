package org.lodewatch.guarantees;

import java.util.List;
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

    /** An open alert, without time and number, which may differ between runs. */
    record OpenAlert(String policy, String book, String subject, Severity severity, String since) {}

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

    /** The open alerts, by alert id. */
    Map<String, OpenAlert> openAlerts() {
        Map<String, OpenAlert> openAlerts = new TreeMap<>();
        finalAlertStatus().forEach((id, alert) -> {
            if (alert.getSeverity() != Severity.NONE) {
                openAlerts.put(
                        id,
                        new OpenAlert(
                                alert.getPolicyId(),
                                alert.getDataset() + "/" + alert.getReporter() + "/" + alert.getMineral(),
                                alert.getSubject(),
                                alert.getSeverity(),
                                alert.getSince()));
            }
        });
        return openAlerts;
    }

    /** The final shares and open alerts. */
    View view() {
        return new View(finalShares(), openAlerts());
    }

    static <V> Map<String, V> last(List<Entry<String, V>> entries) {
        Map<String, Entry<String, V>> newest = new TreeMap<>();
        entries.forEach(entry -> newest.put(entry.key(), entry));
        Map<String, V> values = new TreeMap<>();
        newest.forEach((key, entry) -> {
            V value = entry.value();
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    /** Shares by book and as-of month, and open alerts by alert id. */
    record View(Map<String, MineralShares> shares, Map<String, OpenAlert> openAlerts) {}
}
