package org.lodewatch.cli.reset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.topology.Partitioners;

/** The books with published shares or with an open alert, each with its published windows. */
final class PublishedBooks {

    private final KafkaCluster cluster;
    private final Map<BookKey, AsOfRange> windows = new TreeMap<>(Comparator.comparing(BookKey::toString));

    /** Reads them from mineral-shares and dependence-alert-status. */
    PublishedBooks(KafkaCluster cluster) {
        this.cluster = cluster;
        Map<String, byte[]> shares = new HashMap<>();
        cluster.read(Topics.MINERAL_SHARES.asBytes(), message -> {
            String key = new String(message.key(), UTF_8);
            message.value().ifPresentOrElse(value -> shares.put(key, value), () -> shares.remove(key));
        });
        shares.keySet()
                .forEach(key ->
                        add(BookKey.of(key.substring(0, key.indexOf('@'))), key.substring(key.indexOf('@') + 1)));
        Map<String, DependenceAlert> alerts = new HashMap<>();
        cluster.read(Topics.DEPENDENCE_ALERT_STATUS, message -> message.applyTo(alerts));
        alerts.values().stream()
                .filter(alert -> alert.getSeverity() != Severity.NONE)
                .forEach(alert ->
                        add(new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral()), alert.getAsOf()));
    }

    private void add(BookKey book, String asOf) {
        windows.merge(book, AsOfRange.at(Months.of(asOf)), AsOfRange::and);
    }

    int count() {
        return windows.size();
    }

    private record Entry(int partition, String book) {}

    /** Replaces the content of the changelog of the books that are still to be published by these books. */
    void writeTo(Topic<byte[], byte[]> changelog, int partitions) {
        Map<Entry, byte[]> entries = new HashMap<>();
        cluster.read(
                changelog,
                message -> entries.put(new Entry(message.partition(), new String(message.key(), UTF_8)), null));
        windows.forEach((book, range) -> entries.put(
                new Entry(Partitioners.partition(book.owner(), partitions), book.toString()),
                range.toString().getBytes(UTF_8)));
        cluster.write(
                changelog,
                entries.entrySet().stream()
                        .map(entry -> new ProducerRecord<>(
                                changelog.name(),
                                entry.getKey().partition(),
                                entry.getKey().book().getBytes(UTF_8),
                                entry.getValue()))
                        .toList());
    }
}
