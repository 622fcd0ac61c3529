package org.lodewatch.streams.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.serde.WireFormat;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.LogEnds;

/**
 * customs-imports as it lies on the broker: whether it is whole, whether it is still the same topic, and how much of it
 * is still unread.
 *
 * <p>A head that was cut off would be a silent hole in every share, so an instance refuses to work on one unless the
 * operator has accepted it by the name that the refusal gives.
 */
final class ImportLog implements LogEnds {

    private static final String TOPIC = Topics.CUSTOMS_IMPORTS.name();

    private final Admin admin;
    private final String applicationId;
    private final String accepted;
    private final TopicDescription topic;
    private final Map<TopicPartition, Last> lastRecords;

    /** @param registered whether it was written under an id of a schema registry */
    private record Last(long offset, boolean registered) {}

    ImportLog(Admin admin, Map<String, Object> clientProperties, String applicationId, String accepted) {
        this.admin = admin;
        this.applicationId = applicationId;
        this.accepted = accepted;
        this.topic = KafkaFutures.await(
                admin.describeTopics(List.of(TOPIC)).topicNameValues().get(TOPIC));
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        try (PartitionReader reader = PartitionReader.connect(properties)) {
            this.lastRecords = lastRecords(reader);
        }
    }

    int partitions() {
        return topic.partitions().size();
    }

    /** The topic's id, which another topic of the same name does not have. */
    @Override
    public String logId() {
        return topic.topicId().toString();
    }

    /** @throws OperatorException if the head of a partition is gone and the operator has not accepted that */
    void requireWhole() {
        Map<TopicPartition, Long> starts = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        starts.putAll(PartitionOffsets.earliest(admin, inputPartitions()));
        starts.values().removeIf(start -> start == 0);
        if (starts.isEmpty()) {
            return;
        }
        String name = Integer.toHexString((logId() + starts).hashCode());
        if (!name.equals(accepted)) {
            Map.Entry<TopicPartition, Long> first = starts.entrySet().iterator().next();
            throw new OperatorException(
                    ("%s has lost records: partition %d begins at offset %d%s, so every share would have"
                                    + " a hole; publish everything again into a new topic, or start with --set %s=%s if these"
                                    + " records are not wanted")
                            .formatted(
                                    TOPIC,
                                    first.getKey().partition(),
                                    first.getValue(),
                                    starts.size() > 1 ? " (and " + (starts.size() - 1) + " more)" : "",
                                    StreamsConfiguration.ACCEPT_LOG,
                                    name));
        }
    }

    /**
     * Without a registry every record that was written with one would be rejected, and an empty picture published.
     *
     * @throws OperatorException if that is how most of the partitions end
     */
    void requireWithoutRegistry() {
        long registered = lastRecords.values().stream().filter(Last::registered).count();
        if (2 * registered > lastRecords.size()) {
            throw new OperatorException(
                    ("%s is written with a schema registry (so are the last records of %d of %d partitions), and without it"
                                    + " they cannot be read: name it with %s or --schema-registry")
                            .formatted(TOPIC, registered, lastRecords.size(), RegistrySettings.URL));
        }
    }

    /**
     * Compares the topic with the one that this instance worked on last, and remembers it.
     *
     * @throws OperatorException if it is another topic of the same name
     */
    void requireSame(Path stateDir) {
        // By cluster, since the same machine may well be used with several.
        String cluster = KafkaFutures.await(admin.describeCluster().clusterId());
        Path memory = stateDir.resolve(applicationId + "-" + cluster + ".log");
        try {
            Files.createDirectories(stateDir);
            if (Files.exists(memory)) {
                String last = Files.readString(memory).strip();
                if (!last.equals(logId()) && !accepted.equals(logId())) {
                    throw new OperatorException(
                            ("%s is not the topic that this application worked on (id %s, then %s): it"
                                            + " was deleted and made anew; start with --set %s=%s to go on with the new one")
                                    .formatted(TOPIC, logId(), last, StreamsConfiguration.ACCEPT_LOG, logId()));
                }
            }
            Files.writeString(memory, logId() + "\n");
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot write " + memory + ": choose another " + StreamsConfiguration.STATE_DIR, e);
        } catch (UncheckedIOException e) {
            throw new OperatorException("cannot read " + memory + ": " + e.getMessage(), e);
        }
    }

    /**
     * What the partition held when this instance started. A partition that it takes over later has been published up to
     * then by another instance, so nothing newer need be waited for.
     */
    @Override
    public OptionalLong lastUnread(int inputPartition) {
        requireWhole();
        TopicPartition partition = new TopicPartition(TOPIC, inputPartition);
        Last last = lastRecords.get(partition);
        return last != null && last.offset() >= committed(partition)
                ? OptionalLong.of(last.offset())
                : OptionalLong.empty();
    }

    /** The last record of each partition that holds any. */
    private Map<TopicPartition, Last> lastRecords(PartitionReader reader) {
        Map<TopicPartition, Long> begins = PartitionOffsets.earliest(admin, inputPartitions());
        Map<TopicPartition, Long> ends = PartitionOffsets.latestStable(admin, inputPartitions());
        Map<TopicPartition, Last> last = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        open.removeIf(partition -> ends.get(partition) <= begins.get(partition));
        // The last offsets may be transaction markers, which nobody reads, so step back until there is a record.
        for (long step = 1; !open.isEmpty(); step *= 4) {
            long back = step;
            reader.startAt(open.stream()
                    .collect(Collectors.toMap(
                            Function.identity(),
                            partition -> Math.max(begins.get(partition), ends.get(partition) - back))));
            Map<TopicPartition, Long> openEnds = new HashMap<>(ends);
            openEnds.keySet().retainAll(open);
            reader.readTo(openEnds, () -> false, record -> {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition)) {
                    last.put(
                            partition,
                            new Last(
                                    record.offset(),
                                    record.value() != null && WireFormat.namesRegistryId(record.value())));
                }
            });
            open.removeIf(
                    partition -> last.containsKey(partition) || ends.get(partition) - back <= begins.get(partition));
        }
        return last;
    }

    private List<TopicPartition> inputPartitions() {
        return IntStream.range(0, partitions())
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
    }

    private long committed(TopicPartition partition) {
        try {
            OffsetAndMetadata offset = KafkaFutures.await(
                            admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                    .get(partition);
            return offset == null ? 0 : offset.offset();
        } catch (GroupIdNotFoundException e) {
            return 0;
        }
    }
}
