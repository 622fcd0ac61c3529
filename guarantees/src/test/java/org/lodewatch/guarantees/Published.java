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
 * All that was published, and not only the last word on each key: the test broker's topics stay in their first segment,
 * which is never compacted.
 */
record Published(
        List<Entry<String, MineralShares>> shares,
        List<Entry<String, DependenceAlert>> alerts,
        List<Entry<String, DependenceAlert>> alertStatus,
        List<Entry<byte[], byte[]>> rejected) {

    /** An alert as it stands: without the moment and the number of its telling, which may differ between runs. */
    record Standing(String policy, String book, String subject, Severity severity, String since) {}

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

    /** The last word on each book and as-of month, as a compacted topic keeps it; nothing where that is a tombstone. */
    Map<String, MineralShares> finalShares() {
        return last(shares);
    }

    Map<String, DependenceAlert> finalAlertStatus() {
        return last(alertStatus);
    }

    /** The alerts that stand, by alert id. */
    Map<String, Standing> standing() {
        Map<String, Standing> standing = new TreeMap<>();
        finalAlertStatus().forEach((id, alert) -> {
            if (alert.getSeverity() != Severity.NONE) {
                standing.put(
                        id,
                        new Standing(
                                alert.getPolicyId(),
                                alert.getDataset() + "/" + alert.getReporter() + "/" + alert.getMineral(),
                                alert.getSubject(),
                                alert.getSeverity(),
                                alert.getSince()));
            }
        });
        return standing;
    }

    /** The picture in the end. */
    Picture picture() {
        return new Picture(finalShares(), standing());
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

    /** Shares by book and as-of month, and the alerts that stand, by alert id. */
    record Picture(Map<String, MineralShares> shares, Map<String, Standing> standing) {}
}
