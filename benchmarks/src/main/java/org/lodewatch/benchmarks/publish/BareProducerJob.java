package org.lodewatch.benchmarks.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.ByteProducer;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Reads customs-imports into memory, and writes the same bytes to another topic with a bare producer. Returns seconds. */
record BareProducerJob(BrokerAddress broker) implements Job<Double> {

    /** Those of the publisher of feeds. */
    private static final Map<String, Object> SETTINGS = Map.of("batch.size", 256 * 1024, "linger.ms", 20);

    @Override
    public Double run() {
        try (KafkaCluster cluster = broker.connect()) {
            Topic<byte[], byte[]> usual = Topics.CUSTOMS_IMPORTS.asBytes();
            Topic<byte[], byte[]> copy = new Topic<>(
                    "copy-" + System.nanoTime(), usual.keySerde(), usual.content(), usual.partitions(), usual.config());
            cluster.topics().create(List.of(copy), Optional.empty());
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            try (TopicReader<byte[], byte[]> reader = cluster.reader(usual)) {
                reader.readToEnd(record -> records.add(new ProducerRecord<>(
                        copy.name(), record.key(), record.value().orElseThrow())));
            }
            long start = System.nanoTime();
            try (ByteProducer producer = new ByteProducer(cluster, SETTINGS)) {
                records.forEach(producer::send);
                producer.flush();
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
