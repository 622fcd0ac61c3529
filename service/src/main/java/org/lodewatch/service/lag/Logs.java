package org.lodewatch.service.lag;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.service.lag.LogState.Description;

/** Reads the partitions of topics and their offsets from the brokers. */
final class Logs {

    private final Admin admin;
    private final Map<Uuid, Boolean> compacted = new HashMap<>();

    Logs(Admin admin) {
        this.admin = admin;
    }

    LogState read(Set<String> names) {
        Map<String, Description> topics = new HashMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, answer) -> KafkaFutures.awaitUnless(UnknownTopicOrPartitionException.class, answer)
                        .ifPresent(topic -> topics.put(
                                name,
                                new Description(
                                        topic.topicId(),
                                        topic.partitions().size(),
                                        isCompacted(topic.topicId(), name)))));
        Collection<TopicPartition> partitions =
                new LogState(topics, Map.of(), Map.of(), Map.of()).partitions(topics.keySet());
        return new LogState(
                topics,
                offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED),
                offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED),
                offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        ListOffsetsResult answers = admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which)),
                new ListOffsetsOptions(isolation));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            KafkaFutures.awaitUnless(KafkaException.class, answers.partitionResult(partition))
                    .ifPresent(answer -> offsets.put(partition, answer.offset()));
        }
        return offsets;
    }

    /** Cached by topic. */
    private boolean isCompacted(Uuid id, String topic) {
        return compacted.computeIfAbsent(
                id,
                unknown -> cleanup(topic)
                        .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT))
                        .isPresent());
    }

    private Optional<String> cleanup(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        KafkaFuture<String> policy = admin.describeConfigs(Set.of(resource))
                .values()
                .get(resource)
                .thenApply(
                        config -> config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
        return KafkaFutures.awaitUnless(AuthorizationException.class, policy);
    }
}
