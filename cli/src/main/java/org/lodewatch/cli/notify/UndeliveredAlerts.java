package org.lodewatch.cli.notify;

import java.time.Clock;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.topics.UndeliveredHeaders;

/** Writes alerts that were not delivered to dependence-alerts-undelivered, and waits until they are acknowledged. */
final class UndeliveredAlerts implements AutoCloseable {

    private final String subscriber;
    private final Clock clock;
    private final KafkaProducer<byte[], byte[]> producer;

    UndeliveredAlerts(KafkaCluster cluster, String subscriber, Clock clock) {
        this.subscriber = subscriber;
        this.clock = clock;
        this.producer = cluster.writer(Topics.DEPENDENCE_ALERTS_UNDELIVERED);
    }

    /** An alert of a delivery that was rejected or given up. */
    void put(ConsumerRecord<byte[], byte[]> record, DeliveryQueue.Step.Undelivered<AlertBatch> given) {
        RecordHeaders headers =
                headers(record, given.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), given.why());
        UndeliveredHeaders.put(headers, subscriber, given.attempts(), given.firstAttempt(), clock.instant());
        put(record, headers);
    }

    /** A record that is not a valid alert. */
    void putUndecodable(ConsumerRecord<byte[], byte[]> record, String why) {
        RecordHeaders headers = headers(record, "undecodable", why);
        UndeliveredHeaders.put(headers, subscriber, clock.instant());
        put(record, headers);
    }

    private static RecordHeaders headers(ConsumerRecord<byte[], byte[]> record, String reason, String why) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        RejectedHeaders.put(headers, reason, why, record.topic(), record.partition(), record.offset());
        return headers;
    }

    private void put(ConsumerRecord<byte[], byte[]> record, RecordHeaders headers) {
        KafkaFutures.await(producer.send(new ProducerRecord<>(
                Topics.DEPENDENCE_ALERTS_UNDELIVERED.name(), null, record.key(), record.value(), headers)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
