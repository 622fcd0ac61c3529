package org.lodewatch.cli.repartition;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.lodewatch.cli.copy.LogDigest;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.topics.Topic;

/** Writes records, and on close waits until all are acknowledged. */
final class RecordCopier implements AutoCloseable {

    private final String topic;
    private final LogDigest written;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param written receives every record that is written */
    RecordCopier(KafkaCluster cluster, Topic<byte[], byte[]> topic, LogDigest written) {
        this.topic = topic.name();
        this.written = written;
        this.producer = cluster.writer(topic);
    }

    void send(int partition, ConsumerRecord<byte[], byte[]> record, Headers headers) {
        written.add(partition, record.key(), record.value(), record.timestamp(), headers);
        producer.send(
                new ProducerRecord<>(topic, partition, record.timestamp(), record.key(), record.value(), headers),
                (metadata, fault) -> {
                    if (fault != null) {
                        failure.compareAndSet(null, fault);
                    }
                });
        throwFailure();
    }

    @Override
    public void close() {
        producer.close();
        throwFailure();
    }

    private void throwFailure() {
        if (failure.get() != null) {
            throw new KafkaException("cannot write into " + topic, failure.get());
        }
    }
}
