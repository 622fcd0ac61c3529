package org.lodewatch.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Writes records that no program of Lodewatch would write, or not into that topic. */
final class Strangers {

    /** A clock that is fast by more than an hour makes the broker refuse the record. */
    private static final Duration FAST = Duration.ofMinutes(50);

    private static final Duration SLOW = Duration.ofDays(400);

    private static final byte[] NOTHING_KNOWN = "ore".getBytes(UTF_8);

    private final KafkaCluster cluster;
    private final Random random;
    private int written;

    Strangers(KafkaCluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /** Records so far. */
    synchronized int written() {
        return written;
    }

    /** Writes a batch into each topic that there is, changelogs included. */
    synchronized void write() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String topic : topics()) {
            records.addAll(garbage(topic));
        }
        records.addAll(imports());
        records.addAll(policies());
        try (KafkaProducer<byte[], byte[]> producer = cluster.writer(Topics.CUSTOMS_IMPORTS.asBytes())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            sent.forEach(KafkaFutures::await);
        }
        written += records.size();
    }

    private List<String> topics() {
        return KafkaFutures.await(cluster.admin().listTopics().names()).stream()
                .sorted()
                .toList();
    }

    /** Bytes that mean nothing, keys without a value, and in customs-imports values without a key. */
    private List<ProducerRecord<byte[], byte[]>> garbage(String topic) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        byte[] key = ("stranger-" + random.nextInt(1_000_000)).getBytes(UTF_8);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(List.of(
                new ProducerRecord<>(topic, key, NOTHING_KNOWN),
                new ProducerRecord<>(topic, noise, noise),
                new ProducerRecord<>(topic, key, new byte[0]),
                new ProducerRecord<>(topic, key, null)));
        if (topic.equals(Topics.CUSTOMS_IMPORTS.name())) {
            // A topic that is compacted accepts no record without a key.
            records.add(new ProducerRecord<>(topic, null, noise));
            records.add(new ProducerRecord<>(topic, null, null));
        }
        return records;
    }

    /** Imports that are wrong in one field, in a wrong partition, or by a producer whose clock has jumped. */
    private List<ProducerRecord<byte[], byte[]>> imports() {
        List<CustomsImport> wrong = List.of(
                line(Instant.now()).setCustomsValueCents(-1).build(),
                line(Instant.now()).setCustomsValueCents(Long.MAX_VALUE).build(),
                line(Instant.now()).setNetWeightGrams(Long.MIN_VALUE).build(),
                line(Instant.now()).setOrigin("Q0").build(),
                line(Instant.now()).setReporter("").build(),
                line(Instant.now()).setPeriod("2025-13").build(),
                line(Instant.now()).setPeriod("9999-12").build(),
                line(Instant.now()).setCommodityCode("26.17").build(),
                line(Instant.now()).setRevision(-5).build(),
                line(Instant.now()).setDataset("Not A Dataset").build());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (CustomsImport line : wrong) {
            records.add(record(null, Instant.now(), line));
        }
        records.add(record(
                random.nextInt(Topics.INPUT_PARTITIONS),
                Instant.now(),
                line(Instant.now()).build()));
        for (Instant wrongTime : List.of(Instant.now().plus(FAST), Instant.now().minus(SLOW))) {
            records.add(record(null, wrongTime, line(wrongTime).build()));
        }
        return records;
    }

    private CustomsImport.Builder line(Instant publishedAt) {
        return CustomsImport.newBuilder()
                .setDataset("stranger")
                .setRevision(1)
                .setReporter("US")
                .setOrigin("CN")
                .setCommodityCode("811010")
                .setPeriod("2025-%02d".formatted(1 + random.nextInt(12)))
                .setCustomsValueCents(random.nextInt(1_000_000))
                .setPublishedAt(publishedAt);
    }

    private ProducerRecord<byte[], byte[]> record(Integer partition, Instant time, SpecificRecord line) {
        Topic<String, SpecificRecord> topic = Topics.CUSTOMS_IMPORTS;
        return new ProducerRecord<>(
                topic.name(),
                partition,
                time.toEpochMilli(),
                ("stranger-" + random.nextLong()).getBytes(UTF_8),
                topic.valueSerde(cluster.formats()).serializer().serialize(topic.name(), line));
    }

    private List<ProducerRecord<byte[], byte[]>> policies() {
        DependencePolicy initial = Policies.initial().get(0);
        return List.of(
                policy(
                        "not-a-number",
                        DependencePolicy.newBuilder(initial)
                                .setId("not-a-number")
                                .setWarning(Double.NaN)
                                .build()),
                policy("another-key", initial),
                policy(
                        "upside-down",
                        DependencePolicy.newBuilder(initial)
                                .setId("upside-down")
                                .setWarning(90)
                                .setCritical(10)
                                .build()));
    }

    private ProducerRecord<byte[], byte[]> policy(String key, DependencePolicy policy) {
        Topic<String, DependencePolicy> topic = Topics.DEPENDENCE_POLICIES;
        return new ProducerRecord<>(
                topic.name(),
                key.getBytes(UTF_8),
                topic.valueSerde(cluster.formats()).serializer().serialize(topic.name(), policy));
    }
}
