package org.lodewatch.cli.repartition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.schemas.topics.Topics;

/** Describes, creates and deletes single topics, and waits until the brokers show it. */
final class TopicChanges {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Admin admin;

    TopicChanges(Admin admin) {
        this.admin = admin;
    }

    /** A topic; empty if it does not exist. */
    Optional<TopicDescription> describe(String topic) {
        return KafkaFutures.awaitUnless(
                UnknownTopicOrPartitionException.class,
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    static int size(TopicDescription topic) {
        return topic.partitions().size();
    }

    /** The partitions of a topic that exists. */
    List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, size(describe(topic).orElseThrow()))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Creates a topic with the replicas and the settings of another. */
    void create(String topic, int partitions, TopicDescription like) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, like.name());
        Map<String, String> config = new TreeMap<>(Topics.CUSTOMS_IMPORTS.config());
        KafkaFutures.await(admin.describeConfigs(List.of(resource)).all()).get(resource).entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> config.put(entry.name(), entry.value()));
        short replicas = (short) like.partitions().get(0).replicas().size();
        KafkaFutures.await(admin.createTopics(List.of(new NewTopic(topic, partitions, replicas).configs(config)))
                .all());
        await(() -> describe(topic).isPresent(), "topic " + topic + " does not appear");
    }

    /** Deletes a topic if it exists. */
    void delete(String topic) {
        if (describe(topic).isPresent()) {
            KafkaFutures.await(admin.deleteTopics(List.of(topic)).all());
            await(() -> describe(topic).isEmpty(), "topic " + topic + " is still there");
        }
    }

    private static void await(BooleanSupplier done, String otherwise) {
        if (!Polling.until(found -> found, done::getAsBoolean, PAUSE, TIMEOUT)) {
            throw new TimeoutException(otherwise);
        }
    }
}
