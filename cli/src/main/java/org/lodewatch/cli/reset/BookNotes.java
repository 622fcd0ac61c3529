package org.lodewatch.cli.reset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.streams.topology.Partitioners;

/** The changelog of the books that are still to be published, each with the windows that readers have seen. */
final class BookNotes {

    /** Where a book's name stands. */
    private record Place(int partition, String name) {}

    private final KafkaCluster cluster;
    private final Topic<byte[], byte[]> changelog;
    private final int partitions;

    BookNotes(KafkaCluster cluster, Topic<byte[], byte[]> changelog, int partitions) {
        this.cluster = cluster;
        this.changelog = changelog;
        this.partitions = partitions;
    }

    /** Leaves a note of each of these books, and none of any other. */
    void replaceBy(Map<BookKey, AsOfRange> shown) {
        Map<Place, byte[]> notes = new HashMap<>();
        try (TopicReader<byte[], byte[]> reader = cluster.reader(changelog)) {
            reader.readToEnd(message ->
                    notes.put(new Place(message.partition(), new String(message.key(), UTF_8)), null));
        }
        shown.forEach((book, range) -> notes.put(
                new Place(Partitioners.partition(book.owner(), partitions), book.toString()),
                range.toString().getBytes(UTF_8)));
        write(notes);
    }

    private void write(Map<Place, byte[]> notes) {
        try (KafkaProducer<byte[], byte[]> writer = cluster.writer(changelog)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            notes.forEach((place, note) -> sent.add(writer.send(new ProducerRecord<>(
                    changelog.name(), place.partition(), place.name().getBytes(UTF_8), note))));
            sent.forEach(KafkaFutures::await);
        }
    }
}
