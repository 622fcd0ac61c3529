package org.lodewatch.cli.reset;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

/** The books that readers know: by their shares, or by an alert that stands. */
final class PublishedBooks {

    private final Map<String, BookKey> keysOfShares = new HashMap<>();
    private final Map<String, DependenceAlert> standing = new HashMap<>();

    private PublishedBooks() {}

    /** Each with its windows that stand published. */
    static Map<BookKey, AsOfRange> in(KafkaCluster cluster) {
        PublishedBooks shown = new PublishedBooks();
        shown.read(cluster);
        return shown.ranges();
    }

    private void read(KafkaCluster cluster) {
        try (TopicReader<byte[], byte[]> shares = cluster.reader(Topics.MINERAL_SHARES.asBytes())) {
            shares.readToEnd(message -> {
                String key = Topics.MINERAL_SHARES
                        .keySerde()
                        .deserializer()
                        .deserialize(Topics.MINERAL_SHARES.name(), message.key());
                message.value()
                        .ifPresentOrElse(
                                value -> keysOfShares.put(key, BookKey.of(key.substring(0, key.indexOf('@')))),
                                () -> keysOfShares.remove(key));
            });
        }
        try (TopicReader<String, DependenceAlert> alerts = cluster.reader(Topics.DEPENDENCE_ALERT_STATUS)) {
            alerts.readToEnd(message -> message.value()
                    .filter(alert -> alert.getSeverity() != Severity.NONE)
                    .ifPresentOrElse(
                            alert -> standing.put(message.key(), alert), () -> standing.remove(message.key())));
        }
    }

    private Map<BookKey, AsOfRange> ranges() {
        Map<BookKey, AsOfRange> ranges =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        keysOfShares.forEach((key, book) -> add(ranges, book, key.substring(key.indexOf('@') + 1)));
        standing.values()
                .forEach(alert -> add(
                        ranges,
                        new BookKey(alert.getDataset(), alert.getReporter(), alert.getMineral()),
                        alert.getAsOf()));
        return ranges;
    }

    private static void add(Map<BookKey, AsOfRange> ranges, BookKey book, String asOf) {
        ranges.merge(book, AsOfRange.at(Months.of(asOf)), AsOfRange::and);
    }
}
