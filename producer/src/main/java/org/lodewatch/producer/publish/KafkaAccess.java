package org.lodewatch.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.TopicProvisioning;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** The clients a publisher needs, over the settings an operator gave (brokers, encryption, authentication). */
final class KafkaAccess {

    /** How long a broker may keep a publisher waiting. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<Topic<?, ?>> WRITTEN = List.of(
            Topics.CUSTOMS_IMPORTS, Topics.CUSTOMS_IMPORTS_REJECTED, Topics.FEED_CHECKPOINTS, Topics.FEED_RECORD_SETS);

    private final Map<String, Object> given;
    private final String brokers;

    KafkaAccess(Map<String, ?> given) {
        this.given = RegistrySettings.without(given);
        this.brokers = String.valueOf(given.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Stops with one message unless every topic that a publisher writes is there and as it must be. */
    void checkTopics() {
        List<String> problems = asking(() -> {
            try (Admin admin = admin()) {
                return new TopicProvisioning(admin).check(WRITTEN);
            }
        });
        if (!problems.isEmpty()) {
            throw new OperatorException(String.join("; ", problems));
        }
    }

    /**
     * A transactional producer. Opening its transactions ends those of an earlier producer of the same id, and shuts
     * that one out.
     */
    Producer<byte[], byte[]> producer(String transactionalId) {
        return asking(() -> {
            Producer<byte[], byte[]> producer = new KafkaProducer<>(
                    producerConfig(given, transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
            try {
                producer.initTransactions();
                return producer;
            } catch (RuntimeException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        });
    }

    static Map<String, Object> producerConfig(Map<String, ?> given, String transactionalId) {
        Map<String, Object> config = new HashMap<>(given);
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        // A killed publisher holds up every read_committed reader until its transaction times out.
        config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // A record id must stay in its partition, where the built-in murmur2 partitioning puts it.
        config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        config.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
        return config;
    }

    /** The newest committed values of a compacted topic, by key, of those keys that are wanted. */
    Map<String, byte[]> newestValues(Topic<String, ?> topic, Predicate<String> wanted) {
        Map<String, Object> config = new HashMap<>(given);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return asking(() -> {
            try (Admin admin = admin();
                    PartitionReader reader = PartitionReader.connect(config)) {
                // A read_committed consumer's own end would stop before another feed's open transaction.
                Map<TopicPartition, Long> ends = PartitionOffsets.latest(admin, reader.partitions(topic.name()));
                return new NewestValues(reader, ends, PATIENCE).of(wanted);
            }
        });
    }

    private Admin admin() {
        Map<String, Object> config = new HashMap<>(given);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(config);
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw KafkaErrors.explained(e, brokers)
                    .<RuntimeException>map(explained -> explained)
                    .orElse(e);
        }
    }
}
