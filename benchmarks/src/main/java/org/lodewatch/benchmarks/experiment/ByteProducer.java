package org.lodewatch.benchmarks.experiment;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.clients.kafka.KafkaCluster;

/** An idempotent producer without transactions (acks=all, lz4) that fails if a record was not published. */
public final class ByteProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private volatile Exception fault;

    /** @param settings besides those of the class, such as {@code linger.ms} */
    public ByteProducer(KafkaCluster cluster, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of("acks", "all", "enable.idempotence", true, "compression.type", "lz4"));
        this.producer =
                new KafkaProducer<>(cluster.settings().with(all), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                fault = failure;
            }
        });
    }

    /** Waits until all records are acknowledged. @throws BenchmarkException if one was not published */
    public void flush() {
        producer.flush();
        requireNoFault();
    }

    private void requireNoFault() {
        if (fault != null) {
            throw new BenchmarkException("a record was not published: " + fault.getMessage());
        }
    }

    /** Waits until all records are acknowledged. @throws BenchmarkException if one was not published */
    @Override
    public void close() {
        producer.close();
        requireNoFault();
    }
}
