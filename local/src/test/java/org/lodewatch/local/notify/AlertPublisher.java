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
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

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

    /**
     * Publishes what a file of many years brings to a book at once: an alert on China and one on a bloc that contains it, each
     * raised in January and resolved in July of every year up to 2024, and then raised: China in 2024-08, four months before the
     * newest window, and the bloc in the newest.
     *
     * @return the number of transitions
     */
    public int publishYears(String book, int years) {
        List<DependenceAlert> alerts = new ArrayList<>();
        for (String subject : List.of("CN", "entities-of-concern")) {
            for (int year = 2025 - years; year <= 2024; year++) {
                alerts.add(past(book, subject, alerts, Severity.CRITICAL, "%d-01".formatted(year)));
                alerts.add(past(book, subject, alerts, Severity.NONE, "%d-07".formatted(year)));
            }
            alerts.add(past(book, subject, alerts, Severity.CRITICAL, subject.equals("CN") ? "2024-08" : "2024-12"));
        }
        publishAtOnce(book, alerts);
        return alerts.size();
    }

    /** Publishes old transitions of China that leave a warning, and one of each of the newest four months on a country of its own. */
    public void publishOldAndNew(String book) {
        List<DependenceAlert> alerts = new ArrayList<>();
        alerts.add(past(book, "CN", alerts, Severity.CRITICAL, "2010-01"));
        alerts.add(past(book, "CN", alerts, Severity.WARNING, "2012-01"));
        List.of("AU", "CA", "NO", "RU", "ZA")
                .forEach(country -> List.of("2024-09", "2024-10", "2024-11", "2024-12")
                        .forEach(asOf -> alerts.add(past(
                                book,
                                country,
                                alerts,
                                asOf.compareTo("2024-11") < 0 ? Severity.WARNING : Severity.NONE,
                                asOf))));
        publishAtOnce(book, alerts);
    }

    /** Publishes an alert on China that was critical in 2010 and 2011. */
    public void publishOld(String book) {
        List<DependenceAlert> alerts = new ArrayList<>();
        alerts.add(past(book, "CN", alerts, Severity.CRITICAL, "2010-01"));
        alerts.add(past(book, "CN", alerts, Severity.NONE, "2012-01"));
        publishAtOnce(book, alerts);
    }

    /** Publishes an alert on China that was critical from 2022 to 2024, and is then restated; in 2024-12 it is critical again. */
    public void publishRestated(String book) {
        List<DependenceAlert> alerts = new ArrayList<>();
        alerts.add(past(book, "CN", alerts, Severity.CRITICAL, "2022-01"));
        alerts.add(past(book, "CN", alerts, Severity.NONE, "2024-01"));
        alerts.add(DependenceAlert.newBuilder(past(book, "CN", alerts, Severity.NONE, "2024-11"))
                .setTransition(Transition.RESTATED)
                .setAgeMonths(10)
                .setCause(RestatementCause.CORRECTED)
                .setFormerHistory(List.of(
                        new HistoryEntry("2022-01", Transition.RAISED, Severity.CRITICAL, 75.0, 75.0),
                        new HistoryEntry("2024-01", Transition.RESOLVED, Severity.NONE, 1.0, null)))
                .setHistory(List.of(
                        new HistoryEntry("2023-01", Transition.RAISED, Severity.WARNING, 55.0, 55.0),
                        new HistoryEntry("2023-06", Transition.RESOLVED, Severity.NONE, 1.0, null)))
                .build());
        alerts.add(past(book, "CN", alerts, Severity.CRITICAL, "2024-12"));
        publishAtOnce(book, alerts);
    }

    private void publishAtOnce(String book, List<DependenceAlert> alerts) {
        long now = System.currentTimeMillis();
        producer.beginTransaction();
        alerts.forEach(alert -> producer.send(record(Topics.DEPENDENCE_ALERTS, book, alert, now)));
        commit();
    }

    /** The next transition of an alert, in a month before 2025. */
    private static DependenceAlert past(
            String book, String subject, List<DependenceAlert> earlier, Severity severity, String asOf) {
        DependenceAlert alert = alert(book, 1, severity);
        String id = alert.getAlertId().replaceFirst("CN$", subject);
        List<DependenceAlert> before =
                earlier.stream().filter(other -> other.getAlertId().equals(id)).toList();
        return DependenceAlert.newBuilder(alert)
                .setAlertId(id)
                .setSubject(subject)
                .setNumber(before.size() + 1)
                .setPreviousSeverity(
                        before.isEmpty()
                                ? Severity.NONE
                                : before.get(before.size() - 1).getSeverity())
                .setAsOf(asOf)
                .setSince(severity == Severity.NONE ? null : asOf)
                .setAgeMonths(Months.of("2024-12") - Months.of(asOf))
                .build();
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
