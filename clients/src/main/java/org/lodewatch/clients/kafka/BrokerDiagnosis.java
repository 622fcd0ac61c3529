package org.lodewatch.clients.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Finds why brokers do not accept records: they do not answer, a disk is full or failed, a partition has no leader or not
 * enough replicas, or the transaction coordinator is missing.
 */
public final class BrokerDiagnosis {

    private static final String TRANSACTIONS = "__transaction_state";
    private static final String MIN_IN_SYNC = "min.insync.replicas";
    private static final int TIMEOUT_MILLIS = 5_000;

    /** A disk with less free space is named as full. */
    private static final long LEAST_FREE = 1 << 20;

    private final Admin admin;

    private BrokerDiagnosis(Admin admin) {
        this.admin = admin;
    }

    /**
     * Asks the brokers, for at most some seconds a question.
     *
     * @param settings client properties
     * @param topics that are written
     * @return a part of a sentence, such as {@code partition 3 of customs-imports has no leader}
     */
    public static String of(Map<String, ?> settings, Collection<String> topics) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        config.put("request.timeout.ms", TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(config)) {
            return new BrokerDiagnosis(admin).find(topics);
        } catch (KafkaException e) {
            return "no broker answers at " + settings.get("bootstrap.servers");
        }
    }

    private String find(Collection<String> topics) {
        Collection<Node> nodes = KafkaFutures.await(admin.describeCluster().nodes());
        return Stream.<Supplier<Optional<String>>>of(() -> disk(nodes), () -> partition(topics), this::coordinator)
                .map(BrokerDiagnosis::ifAllowed)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("the brokers answer, but do not accept the records: see their log");
    }

    /** A question that this user may not ask has no answer. */
    private static Optional<String> ifAllowed(Supplier<Optional<String>> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            return Optional.empty();
        }
    }

    private Optional<String> disk(Collection<Node> nodes) {
        Map<Integer, Map<String, LogDirDescription>> byBroker = KafkaFutures.await(
                admin.describeLogDirs(nodes.stream().map(Node::id).toList()).allDescriptions());
        return new TreeMap<>(byBroker)
                .entrySet().stream()
                        .flatMap(broker -> broker.getValue().entrySet().stream()
                                .flatMap(directory ->
                                        problem(broker.getKey(), directory.getKey(), directory.getValue()).stream()))
                        .findFirst();
    }

    private static Optional<String> problem(int broker, String directory, LogDirDescription description) {
        if (description.error() != null) {
            return Optional.of("directory %s of broker %d has failed (%s)"
                    .formatted(directory, broker, description.error().getMessage()));
        }
        boolean full = description.usableBytes().isPresent()
                && description.usableBytes().getAsLong() < LEAST_FREE;
        return full
                ? Optional.of("the disk of broker %d is full (directory %s, %,d bytes free)"
                        .formatted(broker, directory, description.usableBytes().getAsLong()))
                : Optional.empty();
    }

    private Optional<String> partition(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> described(topic).flatMap(this::problem).stream())
                .findFirst();
    }

    private Optional<String> coordinator() {
        return KafkaFutures.awaitUnless(
                        UnknownTopicOrPartitionException.class,
                        admin.describeTopics(List.of(TRANSACTIONS))
                                .topicNameValues()
                                .get(TRANSACTIONS))
                .map(this::problem)
                .orElse(Optional.of(
                        "there is no transaction coordinator: topic %s does not exist".formatted(TRANSACTIONS)));
    }

    private Optional<TopicDescription> described(String topic) {
        return KafkaFutures.awaitUnless(
                UnknownTopicOrPartitionException.class,
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private Optional<String> problem(TopicDescription topic) {
        int least = leastInSync(topic.name());
        for (TopicPartitionInfo partition : topic.partitions()) {
            if (partition.leader() == null || partition.leader().isEmpty()) {
                return Optional.of("partition %d of %s has no leader".formatted(partition.partition(), topic.name()));
            }
            if (partition.isr().size() < least) {
                return Optional.of("partition %d of %s has %d replicas in sync, and needs %d"
                        .formatted(
                                partition.partition(),
                                topic.name(),
                                partition.isr().size(),
                                least));
            }
        }
        return Optional.empty();
    }

    private int leastInSync(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = KafkaFutures.await(
                    admin.describeConfigs(List.of(resource)).values().get(resource));
            return Integer.parseInt(config.get(MIN_IN_SYNC).value());
        } catch (KafkaException e) {
            return 1;
        }
    }
}
