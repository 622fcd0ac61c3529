package org.lodewatch.local.demo;

import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.lodewatch.local.cluster.ClientSettings;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Publishes a release in one transaction: all its lines, and the word that the period is all there. */
final class ReleasePublisher implements AutoCloseable {

    private static final Topic<String, SpecificRecord> TOPIC = Topics.CUSTOMS_IMPORTS;

    private final KafkaProducer<String, SpecificRecord> producer;
    private final int partitions;

    ReleasePublisher(ClientSettings settings) {
        producer = new KafkaProducer<>(
                settings.with(Map.of(
                        "transactional.id",
                        "lodewatch-demo",
                        "transaction.timeout.ms",
                        10_000,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5)),
                TOPIC.keySerde().serializer(),
                TOPIC.valueSerde().serializer());
        producer.initTransactions();
        partitions = producer.partitionsFor(TOPIC.name()).size();
    }

    void publish(Release release) {
        Instant now = Instant.now();
        producer.beginTransaction();
        for (ImportLine line : release.lines()) {
            CustomsImport published =
                    CustomsImport.newBuilder(line.line()).setPublishedAt(now).build();
            producer.send(new ProducerRecord<>(TOPIC.name(), null, now.toEpochMilli(), line.recordId(), published));
        }
        PeriodComplete complete = release.completion(now);
        String key = "%s/%s/%s".formatted(release.dataset(), release.reporter(), release.period());
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(TOPIC.name(), partition, now.toEpochMilli(), key, complete));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
