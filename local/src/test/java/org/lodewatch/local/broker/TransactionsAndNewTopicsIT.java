package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** What a broker has confirmed a moment ago: a transaction, and a topic. */
@Timeout(120)
class TransactionsAndNewTopicsIT {

    private static final int ROUNDS = 100;

    private final String servers = SharedKafka.bootstrapServers();

    /** commitTransaction() returns before the markers are in the partitions. */
    @Test
    void aReaderGetsATransactionThatWasCommittedAMomentAgo() {
        Topic<byte[], byte[]> topic = topic("committed-a-moment-ago");
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers));
                KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", topic.name()))) {
            cluster.topics().create(List.of(topic), Optional.empty());
            producer.initTransactions();
            AtomicInteger read = new AtomicInteger();
            try (TopicReader<byte[], byte[]> reader = cluster.reader(topic)) {
                for (int round = 1; round <= ROUNDS; round++) {
                    producer.beginTransaction();
                    for (int partition = 0; partition < topic.partitions(); partition++) {
                        producer.send(record(topic, partition, 10));
                    }
                    producer.commitTransaction();

                    reader.readToEnd(message -> read.incrementAndGet());

                    assertThat(read).as("round " + round).hasValue(round * topic.partitions());
                }
            }
        }
    }

    /** Kafka's defaults: an idempotent producer with five requests in flight. */
    @Test
    void aTopicThatWasCreatedAMomentAgoTakesEveryRecord() {
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers))) {
            for (int round = 0; round < 20; round++) {
                Topic<byte[], byte[]> topic = topic("created-a-moment-ago-" + round);
                try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("batch.size", 4_096))) {
                    List<Future<RecordMetadata>> sent = new ArrayList<>();
                    cluster.topics().create(List.of(topic), Optional.empty());
                    for (int i = 0; i < 5_000; i++) {
                        sent.add(producer.send(record(topic, i % topic.partitions(), 200)));
                    }
                    producer.flush();

                    sent.forEach(KafkaFutures::await);
                }
            }
        }
    }

    private static Topic<byte[], byte[]> topic(String name) {
        Topic<byte[], byte[]> usual = Topics.CUSTOMS_IMPORTS.asBytes();
        return new Topic<>(name, usual.keySerde(), usual.content(), usual.partitions(), Map.of());
    }

    private static ProducerRecord<byte[], byte[]> record(Topic<?, ?> topic, int partition, int bytes) {
        return new ProducerRecord<>(topic.name(), partition, new byte[] {1}, new byte[bytes]);
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(
                ClientSettings.at(servers).with(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
