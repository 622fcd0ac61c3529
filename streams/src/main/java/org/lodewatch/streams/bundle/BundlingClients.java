package org.lodewatch.streams.bundle;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The default clients, except that the main consumer bundles the records of some topics, and that the transactional id of a
 * producer is its client id. With the rebalance protocol {@code streams} Kafka Streams creates the main consumer itself, and records pass one by one.
 */
public final class BundlingClients extends DefaultKafkaClientSupplier {

    private final Set<String> topics;

    /** @param topics the topics to bundle, whose sources must use {@link RecordBundle#deserializer} */
    public BundlingClients(Set<String> topics) {
        this.topics = topics;
    }

    /** Packs the polled records of each partition of the topics into one. The positions after the poll stay as they are. */
    public ConsumerRecords<byte[], byte[]> bundle(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bundled = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            bundled.put(partition, topics.contains(partition.topic()) ? List.of(RecordBundle.pack(records)) : records);
        }
        return new ConsumerRecords<>(bundled, polled.nextOffsets());
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return super.getProducer(withDerivedTransactionalId(config));
    }

    /**
     * Kafka Streams makes transactional ids from a random id of the process, which no other process can find out. The client id,
     * as random, is known to all members of the group, which end the transactions of a process that was killed.
     */
    static Map<String, Object> withDerivedTransactionalId(Map<String, Object> config) {
        Map<String, Object> derived = new HashMap<>(config);
        derived.computeIfPresent(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, (name, id) -> config.get(ProducerConfig.CLIENT_ID_CONFIG));
        return derived;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                return bundle(super.poll(timeout));
            }
        };
    }
}
