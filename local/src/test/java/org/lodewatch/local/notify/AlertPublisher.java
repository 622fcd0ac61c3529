package org.lodewatch.local.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Publishes transitions as the topology does: numbered, with headers, in transactions. */
public final class AlertPublisher implements AutoCloseable {

    private final WireFormats formats;
    private final KafkaProducer<String, byte[]> producer;
    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final Map<String, Long> numbers = new HashMap<>();

    public AlertPublisher(String bootstrapServers) {
        this(bootstrapServers, WireFormats.WITHOUT_REGISTRY);
    }

    public AlertPublisher(String bootstrapServers, WireFormats formats) {
        this.formats = formats;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "alerts", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        partitions = Stream.of(Topics.DEPENDENCE_ALERTS, Topics.DEPENDENCE_ALERT_STATUS)
                .flatMap(topic -> producer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Publishes one transition of each book in one transaction. @return the partitions of the records, by book */
    public Map<String, Integer> publish(List<String> books) {
        return publish(books, Severity.CRITICAL);
    }

    /** As {@link #publish(List)}, with this severity. A resolved alert was critical before. */
    public Map<String, Integer> publish(List<String> books, Severity severity) {
        Map<String, Integer> partitions = new HashMap<>();
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String book : books) {
            DependenceAlert alert = alert(book, numbers.merge(book, 1L, Long::sum), severity);
            long now = System.currentTimeMillis();
            sent.add(producer.send(record(Topics.DEPENDENCE_ALERTS, book, alert, now)));
            producer.send(record(Topics.DEPENDENCE_ALERT_STATUS, alert.getAlertId(), alert, now));
        }
        commit();
        for (int i = 0; i < books.size(); i++) {
            partitions.put(books.get(i), partition(sent.get(i)));
        }
        return partitions;
    }

    /** Publishes an alert on China and one on a bloc that contains it, at once. */
    public void publishCountryAndBloc(String book) {
        long number = numbers.merge(book, 1L, Long::sum);
        long now = System.currentTimeMillis();
        DependenceAlert country = alert(book, number, Severity.CRITICAL);
        DependenceAlert bloc = DependenceAlert.newBuilder(country)
                .setAlertId("entities-of-concern/" + book + "/entities-of-concern")
                .setPolicyId("entities-of-concern")
                .setSubject("entities-of-concern")
                .build();
        producer.beginTransaction();
        Stream.of(bloc, country).forEach(alert -> {
            producer.send(record(Topics.DEPENDENCE_ALERTS, book, alert, now));
            producer.send(record(Topics.DEPENDENCE_ALERT_STATUS, alert.getAlertId(), alert, now));
        });
        commit();
    }

    /** Writes an alert of a book in a transaction that is aborted, as when an instance crashes. */
    public void abort(String book) {
        producer.beginTransaction();
        producer.send(
                record(Topics.DEPENDENCE_ALERTS, book, alert(book, 1, Severity.CRITICAL), System.currentTimeMillis()));
        producer.flush();
        producer.abortTransaction();
        PartitionOffsets.settled(admin, partitions);
    }

    /** Publishes a record that is no alert. */
    public void publishMalformed(String book) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.DEPENDENCE_ALERTS.name(), book, new byte[] {1, 2, 3}));
        commit();
    }

    /** Returns once readers of committed records get the transaction, a little later than the commit is confirmed. */
    private void commit() {
        producer.commitTransaction();
        PartitionOffsets.settled(admin, partitions);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private ProducerRecord<String, byte[]> record(
            Topic<String, DependenceAlert> topic, String key, DependenceAlert alert, long now) {
        byte[] value = topic.valueSerde(formats).serializer().serialize(topic.name(), alert);
        return new ProducerRecord<>(topic.name(), null, now, key, value, CloudEvents.headers(alert, now));
    }

    private static int partition(Future<RecordMetadata> sent) {
        try {
            return sent.get().partition();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DependenceAlert alert(String book, long number, Severity severity) {
        String[] parts = book.split("/");
        return DependenceAlert.newBuilder()
                .setAlertId("single-source/" + book + "/CN")
                .setNumber(number)
                .setTransition(severity == Severity.NONE ? Transition.RESOLVED : Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(severity == Severity.NONE ? Severity.CRITICAL : Severity.NONE)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset(parts[0])
                .setReporter(parts[1])
                .setMineral(parts[2])
                .setSubject("CN")
                .setObserved(75.0)
                .setThreshold(65.0)
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setSince("2024-12")
                .setTotalValueCents(100_000_000)
                .setSuppliers(List.of(Supplier.newBuilder()
                        .setCountry("CN")
                        .setValueCents(75_000_000)
                        .setShare(0.75)
                        .setBlocs(List.of())
                        .build()))
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("China supplied much: “75 %”.")
                .build();
    }
}
