package org.lodewatch.benchmarks.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.CostMeter;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * A bare producer writes what stands in customs-imports, byte for byte and from memory, into another topic: publishing
 * cannot be faster.
 */
record RawPublishJob(RigAddress rig) implements Job<RawPublishJob.Sent> {

    private record Pair(byte[] key, byte[] value) {}

    /**
     * What was sent.
     *
     * @param bytes of keys and values, before compression
     * @param seconds until all was acknowledged
     */
    record Sent(long records, long bytes, double seconds, Cost cost) {}

    @Override
    public Sent run() {
        try (KafkaCluster cluster = rig.connect()) {
            List<Pair> pairs = new ArrayList<>();
            try (TopicReader<byte[], byte[]> reader = cluster.reader(Topics.CUSTOMS_IMPORTS.asBytes())) {
                reader.readToEnd(record ->
                        pairs.add(new Pair(record.key(), record.value().orElseThrow())));
            }
            Topic<byte[], byte[]> usual = Topics.CUSTOMS_IMPORTS.asBytes();
            Topic<byte[], byte[]> copy = new Topic<>(
                    "copy-" + System.nanoTime(), usual.keySerde(), usual.content(), usual.partitions(), usual.config());
            cluster.topics().create(List.of(copy), Optional.empty());
            return send(cluster, copy.name(), pairs);
        }
    }

    private Sent send(KafkaCluster cluster, String topic, List<Pair> pairs) {
        Exception[] fault = new Exception[1];
        CostMeter meter = rig.meter();
        long start = System.nanoTime();
        // As the publisher of feeds does, less its transactions.
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                cluster.settings()
                        .with(Map.of(
                                "acks",
                                "all",
                                "enable.idempotence",
                                true,
                                "compression.type",
                                "lz4",
                                "batch.size",
                                256 * 1024,
                                "linger.ms",
                                20)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Pair pair : pairs) {
                producer.send(new ProducerRecord<>(topic, pair.key(), pair.value()), (place, failure) -> {
                    if (failure != null) {
                        fault[0] = failure;
                    }
                });
            }
            producer.flush();
        }
        if (fault[0] != null) {
            throw new JobFailedException("a record was not taken: " + fault[0].getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long bytes = pairs.stream()
                .mapToLong(pair -> pair.key().length + pair.value().length)
                .sum();
        return new Sent(pairs.size(), bytes, seconds, meter.cost());
    }
}
