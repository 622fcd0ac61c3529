package org.lodewatch.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.lodewatch.clients.kafka.BrokerDiagnosis;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.clients.kafka.PartitionCheck;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.TopicProvisioning;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** The Kafka clients of a publisher, with the settings of the operator (brokers, encryption, authentication). */
final class KafkaAccess {

    /** The longest wait for a response of the brokers. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private static final List<Topic<?, ?>> WRITTEN = List.of(
            Topics.CUSTOMS_IMPORTS, Topics.CUSTOMS_IMPORTS_REJECTED, Topics.FEED_CHECKPOINTS, Topics.FEED_RECORD_SETS);

    private final Map<String, Object> settings;
    private final String brokers;

    KafkaAccess(Map<String, ?> settings) {
        this.settings = RegistrySettings.without(settings);
        this.brokers = String.valueOf(settings.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /**
     * Returns the partitions that the publisher is to write into.
     *
     * @throws OperatorException if a topic that a publisher writes is missing or has unfit settings, or if feeds have published
     *     into another number of partitions
     */
    ImportPartitions checkedPartitions() {
        return explaining(() -> {
            try (Admin admin = admin();
                    PartitionReader reader = PartitionReader.connect(settings)) {
                require(PartitionCheck.unfinishedChange(admin));
                List<String> problems = new TopicProvisioning(admin).check(WRITTEN);
                if (!problems.isEmpty()) {
                    throw new OperatorException(String.join("; ", problems));
                }
                ImportPartitions partitions = ImportPartitions.describe(admin).orElseThrow();
                require(new PartitionCheck(partitions, reader).ofCheckpoints());
                return partitions;
            }
        });
    }

    /** Why the brokers may not accept what a publisher writes, in a part of a sentence. */
    String diagnosis() {
        return BrokerDiagnosis.of(settings, WRITTEN.stream().map(Topic::name).toList());
    }

    private static void require(Optional<String> problem) {
        problem.ifPresent(line -> {
            throw new OperatorException(line);
        });
    }

    /**
     * A transactional producer. It aborts the open transaction of an earlier producer of the same id, and fences it.
     */
    Producer<byte[], byte[]> producer(String transactionalId) {
        return explaining(() -> {
            Producer<byte[], byte[]> producer = new KafkaProducer<>(
                    producerConfig(settings, transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
            try {
                producer.initTransactions();
                return producer;
            } catch (RuntimeException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        });
    }

    /** How long a transaction may last before the broker aborts it. */
    Duration transactionTimeout() {
        Object millis = settings.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        return Duration.ofMillis(Long.parseLong(millis.toString().strip()));
    }

    static Map<String, Object> producerConfig(Map<String, ?> settings, String transactionalId) {
        Map<String, Object> config = new HashMap<>(settings);
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT.toMillis());
        // Until the transaction of a killed publisher times out, no read_committed reader gets past it.
        config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // A record id must stay in the partition that the built-in murmur2 partitioning selects.
        config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        config.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
        return config;
    }

    /**
     * @param reading receives a reader and the end offset of each partition of the topic
     */
    <T> T read(Topic<?, ?> topic, BiFunction<PartitionReader, Map<TopicPartition, Long>, T> reading) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        return explaining(() -> {
            try (Admin admin = admin();
                    PartitionReader reader = PartitionReader.connect(config)) {
                // A read_committed consumer's own end would stop before another feed's open transaction.
                return reading.apply(reader, PartitionOffsets.latest(admin, reader.partitions(topic.name())));
            }
        });
    }

    private Admin admin() {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(config);
    }

    private <T> T explaining(Supplier<T> action) {
        try {
            return action.get();
        } catch (KafkaException e) {
            throw KafkaErrors.explained(e, brokers)
                    .<RuntimeException>map(explained -> explained)
                    .orElse(e);
        }
    }
}
