package org.lodewatch.service.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Publishes changes of policies, one at a time, each after the previous one has been read back. */
final class PolicyWriter implements PolicyChanges, AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<String, Object> properties;
    private final WireFormats formats;
    private final PublishedView view;
    private Optional<KafkaProducer<String, DependencePolicy>> producer = Optional.empty();

    /** @param properties of a producer that reaches the cluster */
    PolicyWriter(Map<String, Object> properties, WireFormats formats, PublishedView view) {
        this.properties = new HashMap<>(properties);
        this.properties.putAll(Map.of(
                "client.id",
                "lodewatch-api",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0,
                "max.block.ms",
                PATIENCE_MILLIS,
                "request.timeout.ms",
                PATIENCE_MILLIS / 2,
                "delivery.timeout.ms",
                PATIENCE_MILLIS));
        this.formats = formats;
        this.view = view;
    }

    @Override
    public synchronized DependencePolicy apply(DependencePolicy wanted) {
        DependencePolicy present = view.policies().get(wanted.getId());
        Optional<DependencePolicy> written = Policies.successor(wanted, Optional.ofNullable(present));
        written.ifPresent(policy -> write(policy.getId(), written));
        return written.orElse(present);
    }

    @Override
    public synchronized boolean delete(String id) {
        if (!view.policies().containsKey(id)) {
            return false;
        }
        write(id, Optional.empty());
        return true;
    }

    /** @throws KafkaException if the broker does not accept it */
    private void write(String id, Optional<DependencePolicy> policy) {
        KafkaFutures.await(
                connected().send(new ProducerRecord<>(Topics.DEPENDENCE_POLICIES.name(), id, policy.orElse(null))));
        try {
            view.awaitPolicy(id, policy, PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Created on first use, because most instances never change a policy. */
    private KafkaProducer<String, DependencePolicy> connected() {
        if (producer.isEmpty()) {
            producer = Optional.of(new KafkaProducer<>(
                    properties,
                    Topics.DEPENDENCE_POLICIES.keySerde().serializer(),
                    Topics.DEPENDENCE_POLICIES.valueSerde(formats).serializer()));
        }
        return producer.get();
    }

    @Override
    public synchronized void close() {
        producer.ifPresent(KafkaProducer::close);
    }
}
