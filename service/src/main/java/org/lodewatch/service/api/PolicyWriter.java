package org.lodewatch.service.api;

import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serde;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Publishes changes of policies, one at a time, each after the previous one has been read back. */
final class PolicyWriter implements PolicyChanges, AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final Topic<String, DependencePolicy> TOPIC = Topics.DEPENDENCE_POLICIES;

    private final Map<String, Object> properties;
    private final WireFormats formats;
    private final PublishedView view;
    private final PublishedViewReader reader;
    private Optional<KafkaProducer<String, DependencePolicy>> producer = Optional.empty();

    /**
     * @param properties of a producer that reaches the cluster
     * @param reader of {@code view}
     */
    PolicyWriter(Map<String, Object> properties, WireFormats formats, PublishedView view, PublishedViewReader reader) {
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
        this.reader = reader;
    }

    @Override
    public synchronized DependencePolicy apply(DependencePolicy wanted) {
        DependencePolicy present = view.policies().get(wanted.getId());
        Optional<DependencePolicy> written = Policies.successor(asRead(wanted), Optional.ofNullable(present));
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

    /** The policy as readers will decode it: characters that cannot be encoded are replaced. */
    private static DependencePolicy asRead(DependencePolicy policy) {
        try (Serde<DependencePolicy> serde = TOPIC.valueSerde(WireFormats.WITHOUT_REGISTRY)) {
            return serde.deserializer()
                    .deserialize(TOPIC.name(), serde.serializer().serialize(TOPIC.name(), policy));
        }
    }

    /**
     * Writes a policy, and waits until this record has been read, whatever others write meanwhile.
     *
     * @throws KafkaException if the broker does not accept it
     * @throws ServiceUnavailableResponse if it is written, but is not read in time
     */
    private void write(String id, Optional<DependencePolicy> policy) {
        RecordMetadata written =
                KafkaFutures.await(connected().send(new ProducerRecord<>(TOPIC.name(), id, policy.orElse(null))));
        try {
            if (!reader.awaitRead(
                    new TopicPartition(written.topic(), written.partition()),
                    written.offset(),
                    Duration.ofMillis(PATIENCE_MILLIS))) {
                throw new ServiceUnavailableResponse(
                        "policy %s is written, but has not been read back within %d s: /api/policies has it later"
                                .formatted(id, PATIENCE_MILLIS / 1000));
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Created on first use, because most instances never change a policy. */
    private KafkaProducer<String, DependencePolicy> connected() {
        if (producer.isEmpty()) {
            producer = Optional.of(new KafkaProducer<>(
                    properties,
                    TOPIC.keySerde().serializer(),
                    TOPIC.valueSerde(formats).serializer()));
        }
        return producer.get();
    }

    @Override
    public synchronized void close() {
        producer.ifPresent(KafkaProducer::close);
    }
}
