package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Creates topics, and checks that they exist with the configuration that the applications need. */
public final class TopicProvisioning {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Admin admin;

    public TopicProvisioning(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the topics that do not exist.
     *
     * @param replicas replication factor, or empty for the broker's default
     * @return names of the topics created
     * @throws OperatorException if this user may not create them
     */
    public List<String> create(Collection<Topic<?, ?>> topics, Optional<Short> replicas) {
        List<NewTopic> wanted = topics.stream()
                .map(topic ->
                        new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas).configs(topic.config()))
                .toList();
        CreateTopicsResult result = admin.createTopics(wanted);
        List<String> created = new ArrayList<>();
        for (NewTopic topic : wanted) {
            authorized(
                            AclOperation.CREATE,
                            topic.name(),
                            () -> KafkaFutures.awaitUnless(TopicExistsException.class, result.topicId(topic.name())))
                    .ifPresent(id -> created.add(topic.name()));
        }
        awaitKnown(topics);
        awaitLeaders(
                topics.stream().filter(topic -> created.contains(topic.name())).toList());
        return created;
    }

    /**
     * A leader that does not serve a partition yet refuses the first batch of a producer and may accept the second. An
     * idempotent producer with several requests in flight then loses the first.
     */
    private void awaitLeaders(Collection<Topic<?, ?>> created) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        describe(created)
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                partitions.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        KafkaFutures.awaitUnless(
                TimeoutException.class,
                admin.listOffsets(partitions, new ListOffsetsOptions().timeoutMs((int) PATIENCE.toMillis()))
                        .all());
    }

    /** The controller creates a topic shortly before the brokers have its metadata. */
    private void awaitKnown(Collection<Topic<?, ?>> topics) {
        Polling.until(known -> known == topics.size(), () -> describe(topics).size(), PAUSE, PATIENCE);
    }

    /**
     * Checks that the topics exist with their configuration.
     *
     * @return one line for each problem, with what to do
     * @throws OperatorException if this user may not describe them
     */
    public List<String> check(Collection<Topic<?, ?>> topics) {
        Map<String, TopicDescription> existing = describe(topics);
        List<ConfigResource> resources = existing.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> configs = admin.describeConfigs(resources).values().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name(),
                        entry -> authorized(
                                AclOperation.DESCRIBE_CONFIGS,
                                entry.getKey().name(),
                                () -> KafkaFutures.await(entry.getValue()))));
        List<String> problems = new ArrayList<>();
        absent(topics, existing.keySet()).ifPresent(problems::add);
        topics.stream()
                .filter(topic -> existing.containsKey(topic.name()))
                .forEach(topic -> problems.addAll(misfits(topic, configs.get(topic.name()))));
        unequal(existing, Topics.PARTIALS, Topics.POLICIES_BROADCAST).ifPresent(problems::add);
        return problems;
    }

    /**
     * The number of partitions of a topic; empty if it does not exist.
     */
    public Optional<Integer> partitions(Topic<?, ?> topic) {
        return Optional.ofNullable(describe(List.of(topic)).get(topic.name()))
                .map(description -> description.partitions().size());
    }

    private Map<String, TopicDescription> describe(Collection<Topic<?, ?>> topics) {
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        return topics.stream()
                .map(topic -> authorized(
                        AclOperation.DESCRIBE,
                        topic.name(),
                        () -> KafkaFutures.awaitUnless(
                                UnknownTopicOrPartitionException.class, described.get(topic.name()))))
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(TopicDescription::name, Function.identity()));
    }

    /** One line for all of them, because one command creates them. */
    private static Optional<String> absent(Collection<Topic<?, ?>> topics, Set<String> existing) {
        List<String> names = topics.stream()
                .map(Topic::name)
                .filter(name -> !existing.contains(name))
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("%s %s: run `lodewatch topics create`"
                        .formatted(
                                names.size() == 1 ? "topic" : "topics",
                                String.join(", ", names) + (names.size() == 1 ? " does not exist" : " do not exist")));
    }

    private static List<String> misfits(Topic<?, ?> topic, Config actual) {
        List<String> misfits = new ArrayList<>();
        topic.config().forEach((name, wanted) -> {
            String found = actual.get(name).value();
            if (!wanted.equals(found)) {
                misfits.add(("topic %s has %s=%s, which must be %s: run `kafka-configs.sh --alter --entity-type topics"
                                + " --entity-name %s --add-config %s=%s`, and check which records it has lost")
                        .formatted(topic.name(), name, found, wanted, topic.name(), name, wanted));
            }
        });
        return misfits;
    }

    private static Optional<String> unequal(
            Map<String, TopicDescription> existing, Topic<?, ?> one, Topic<?, ?> other) {
        TopicDescription first = existing.get(one.name());
        TopicDescription second = existing.get(other.name());
        if (first == null
                || second == null
                || first.partitions().size() == second.partitions().size()) {
            return Optional.empty();
        }
        return Optional.of(
                "topics %s and %s must have equally many partitions, but have %d and %d: delete and re-create %s"
                        .formatted(
                                one.name(),
                                other.name(),
                                first.partitions().size(),
                                second.partitions().size(),
                                other.name()));
    }

    /** @throws OperatorException if this user lacks the right to an operation on a topic */
    private static <T> T authorized(AclOperation operation, String topic, Supplier<T> request) {
        try {
            return request.get();
        } catch (AuthorizationException e) {
            throw new OperatorException(
                    "this user lacks the right %s on topic %s: `lodewatch topics acls` shows what each application must be allowed"
                            .formatted(operation, topic),
                    e);
        }
    }
}
