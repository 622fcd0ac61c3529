package org.lodewatch.cli.reset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

    /**
     * Reads them from mineral-shares, also those of a window whose value cannot be read.
     *
     * @param statuses of all alerts
     */
    PublishedBooks(KafkaCluster cluster, Collection<DependenceAlert> statuses) {
        this.cluster = cluster;
        int partitions = cluster.topics().partitions(Topics.MINERAL_SHARES).orElseThrow();
        Set<String> shares = new HashSet<>();
        cluster.readRecords(Topics.MINERAL_SHARES, record -> {
            if (record.key() != null && StrayRecords.isInPlace(record, partitions)) {
                String key = new String(record.key(), UTF_8);
                if (record.value() == null) {
                    shares.remove(key);
                } else {
                    shares.add(key);
                }
            }
        });
        shares.forEach(key -> add(BookKey.of(key.substring(0, key.indexOf('@'))), key.substring(key.indexOf('@') + 1)));
        statuses.stream()
                .filter(alert -> alert.getSeverity() != Severity.NONE && alert.getAsOf() != null)
                .forEach(alert ->
                        add(new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral()), alert.getAsOf()));
    }

    private void add(BookKey book, String asOf) {
        windows.merge(book, AsOfRange.at(Months.of(asOf)), AsOfRange::and);
    }

    int count() {
        return windows.size();
    }

    private record Entry(int partition, ByteBuffer key) {}

    /** Replaces the content of the changelog of the books that are still to be published by these books. */
    void writeTo(Topic<byte[], byte[]> changelog, int partitions) {
        Map<Entry, byte[]> entries = new HashMap<>();
        // As bytes: a key that others wrote may be no text.
        cluster.readRecords(
                changelog, record -> entries.put(new Entry(record.partition(), ByteBuffer.wrap(record.key())), null));
        windows.forEach((book, range) -> entries.put(
                new Entry(
                        Partitioners.partition(book.owner(), partitions),
                        ByteBuffer.wrap(book.toString().getBytes(UTF_8))),
                range.toString().getBytes(UTF_8)));
        cluster.write(
                changelog,
                entries.entrySet().stream()
                        .map(entry -> new ProducerRecord<>(
                                changelog.name(),
                                entry.getKey().partition(),
                                entry.getKey().key().array(),
                                entry.getValue()))
                        .toList());
    }
}
