package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.batch.Comparison;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.StoreNames;

/** A real broker on which sessions and transactions of killed instances end quickly, with all topics. */
final class TrialCluster implements AutoCloseable {

    static final String APPLICATION = "trial";

    private static final List<Topic<?, ?>> INPUTS =
            List.of(Topics.CUSTOMS_IMPORTS, Topics.DEPENDENCE_POLICIES, Topics.PARTIALS, Topics.POLICIES_BROADCAST);

    private final ClientSettings settings;
    private final List<EmbeddedKafka> own;
    private final KafkaCluster client;
    private final Admin admin;
    private final Map<Topic<?, ?>, TopicLog<?, ?>> logs = new HashMap<>();
    private final Map<Topic<?, ?>, Map<TopicPartition, Long>> nextOffsets = new HashMap<>();

    private TrialCluster(ClientSettings settings, EmbeddedKafka... own) {
        this.settings = settings;
        this.own = List.of(own);
        this.client = KafkaCluster.connect(settings);
        this.admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()));
    }

    /** The broker that tests of this JVM share, emptied; with the initial policies. */
    static TrialCluster shared() {
        return new TrialCluster(ClientSettings.at(SharedKafka.emptied())).withInitialPolicies();
    }

    /** A broker of its own, with the initial policies. */
    static TrialCluster start() {
        return embedded().withInitialPolicies();
    }

    /** A broker of its own, without a topic. */
    static TrialCluster empty() {
        return embedded();
    }

    /** A broker of its own, without a policy. */
    static TrialCluster startWithoutPolicies() {
        TrialCluster cluster = embedded();
        cluster.client.topics().create(Topics.all(), Optional.empty());
        return cluster;
    }

    /** One that runs elsewhere, with the initial policies. */
    static TrialCluster at(String bootstrapServers) {
        return at(ClientSettings.at(bootstrapServers));
    }

    /** One that runs elsewhere, with the initial policies. */
    static TrialCluster at(ClientSettings settings) {
        return new TrialCluster(settings).withInitialPolicies();
    }

    private static TrialCluster embedded() {
        EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single().with(SharedKafka.PROMPT));
        return new TrialCluster(ClientSettings.at(kafka.bootstrapServers()), kafka);
    }

    private TrialCluster withInitialPolicies() {
        PolicyTopic.createTopics(client, Optional.empty());
        return this;
    }

    String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Settings of its clients. */
    ClientSettings settings() {
        return settings;
    }

    KafkaCluster client() {
        return client;
    }

    Admin admin() {
        return admin;
    }

    /** The application's committed offsets of a topic. */
    Map<TopicPartition, Long> committed(Topic<?, ?> topic) {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : admin.listConsumerGroupOffsets(APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()) {
                if (offset.getKey().topic().equals(topic.name()) && offset.getValue() != null) {
                    committed.put(offset.getKey(), offset.getValue().offset());
                }
            }
            return committed;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether the application has read and committed all current records of a topic. */
    boolean hasRead(Topic<?, ?> topic) {
        Map<TopicPartition, Long> next = nextOffsets.computeIfAbsent(topic, t -> new HashMap<>());
        for (Entry<?, ?> entry :
                logs.computeIfAbsent(topic, t -> new TopicLog<>(settings, t)).more()) {
            next.put(
                    new TopicPartition(entry.record().topic(), entry.record().partition()),
                    entry.record().offset() + 1);
        }
        Map<TopicPartition, Long> committed = committed(topic);
        return next.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** How many offsets of a topic committed records and markers take. */
    long length(Topic<?, ?> topic) {
        return length(topic, IsolationLevel.READ_COMMITTED);
    }

    /** How many offsets of a topic are taken. */
    long length(Topic<?, ?> topic, IsolationLevel isolation) {
        try {
            int partitions = client.topics().partitions(topic).orElseThrow();
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until everything is read and published: all that is in the topics is committed as read, no book is noted as
     * unpublished, and both hold for longer than a flush and the delay of restatements take.
     */
    void awaitPublished(Duration restatementDelay) {
        for (Topic<?, ?> topic : INPUTS) {
            await("all of " + topic.name() + " is read")
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> hasRead(topic));
        }
        Duration quiet = restatementDelay.plusMillis(700);
        Topic<byte[], byte[]> changelog = Topics.changelog(APPLICATION, StoreNames.UNPUBLISHED_BOOKS);
        Map<String, byte[]> unpublished = new HashMap<>();
        try (TopicLog<String, MineralShares> shares = new TopicLog<>(settings, Topics.MINERAL_SHARES);
                TopicLog<byte[], byte[]> changes = new TopicLog<>(settings, changelog)) {
            await("all is published")
                    .pollInterval(Duration.ofMillis(100))
                    .during(quiet)
                    .atMost(quiet.plusSeconds(60))
                    .until(() -> {
                        changes.more().forEach(change -> {
                            String book = new String(change.key(), UTF_8);
                            if (change.value() == null) {
                                unpublished.remove(book);
                            } else {
                                unpublished.put(book, change.value());
                            }
                        });
                        return shares.more().isEmpty()
                                && unpublished.isEmpty()
                                && INPUTS.stream().allMatch(this::hasRead);
                    });
        }
    }

    /** Waits until the application's group has no member, so that its offsets may be changed. */
    void awaitNoMembers() {
        await("the group is empty")
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.listGroups().all().get().stream()
                        .filter(group -> group.groupId().equals(APPLICATION))
                        .allMatch(group -> group.groupState().equals(Optional.of(GroupState.EMPTY))));
    }

    /** Waits until exactly this number of instances has partitions. */
    void awaitWorking(int instances) {
        await(instances + " instances work").atMost(Duration.ofSeconds(60)).until(() -> working() == instances);
    }

    /** How many instances have partitions, or tasks with the streams protocol. */
    int working() throws Exception {
        boolean streams = admin.listGroups().all().get().stream()
                .filter(group -> group.groupId().equals(APPLICATION))
                .anyMatch(group -> group.type().equals(Optional.of(GroupType.STREAMS)));
        Stream<String> clients = streams
                ? admin.describeStreamsGroups(List.of(APPLICATION)).all().get().get(APPLICATION).members().stream()
                        .filter(member -> !member.assignment().activeTasks().isEmpty())
                        .map(StreamsGroupMemberDescription::clientId)
                : admin.describeConsumerGroups(List.of(APPLICATION)).all().get().get(APPLICATION).members().stream()
                        .filter(member -> !member.assignment().topicPartitions().isEmpty())
                        .map(MemberDescription::clientId);
        return clients.map(client -> client.replaceFirst("-StreamThread.*", ""))
                .collect(Collectors.toSet())
                .size();
    }

    /** Deletes the offsets, as if the application had never read anything. */
    void deleteOffsets() throws Exception {
        Set<TopicPartition> partitions =
                admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get().keySet().stream()
                        .collect(Collectors.toSet());
        admin.deleteConsumerGroupOffsets(APPLICATION, partitions).all().get();
    }

    /** Runs a step, and waits until the topology has sent its partials. */
    void awaitPartials(Runnable step) {
        long before = length(Topics.PARTIALS);
        step.run();
        await("partials").atMost(Duration.ofSeconds(120)).until(() -> length(Topics.PARTIALS) > before);
    }

    /** Waits until an instance has published these shares and histories. */
    void awaitView(View expected, Instance instance) {
        awaitView(expected, instance::requireAlive);
    }

    /** Waits until these shares and histories are published. */
    void awaitView(View expected) {
        awaitView(expected, () -> {});
    }

    private void awaitView(View expected, Runnable check) {
        Map<String, MineralShares> shares = new TreeMap<>();
        Map<String, DependenceAlert> statuses = new TreeMap<>();
        try (TopicLog<String, MineralShares> log = new TopicLog<>(settings, Topics.MINERAL_SHARES);
                TopicLog<String, DependenceAlert> status = new TopicLog<>(settings, Topics.DEPENDENCE_ALERT_STATUS)) {
            await("the shares and histories of an undisturbed run are published")
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofMinutes(6))
                    .untilAsserted(() -> {
                        check.run();
                        log.more().forEach(entry -> put(entry, shares));
                        status.more().forEach(entry -> put(entry, statuses));
                        assertThat(Comparison.ofShares(shares, expected.shares()))
                                .isEmpty();
                        assertThat(Published.histories(statuses)).isEqualTo(expected.histories());
                    });
        }
    }

    private static <V> void put(Entry<String, V> entry, Map<String, V> into) {
        if (entry.value() == null) {
            into.remove(entry.key());
        } else {
            into.put(entry.key(), entry.value());
        }
    }

    @Override
    public void close() {
        logs.values().forEach(TopicLog::close);
        admin.close(Duration.ofSeconds(1));
        client.close();
        own.forEach(EmbeddedKafka::close);
    }
}
