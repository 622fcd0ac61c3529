package org.lodewatch.streams.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.PartitionCheck;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.serde.WireFormat;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.FullDisk;
import org.lodewatch.streams.topology.LogEnds;

/**
 * The topic customs-imports on the brokers: whether it is whole, whether it is the same topic as before, and how much of it is
 * unread.
 *
 * <p>Deleted records at the start of a partition would be a silent hole in every share. An instance refuses to start with
 * such a log, unless the operator has accepted it by the name in the message.
 */
final class ImportLog implements LogEnds {

    private static final String TOPIC = Topics.CUSTOMS_IMPORTS.name();

    private final Admin admin;
    private final String applicationId;
    private final String accepted;
    private final TopicDescription topic;
    private final Map<TopicPartition, Last> lastRecords;
    private final Set<String> formerTopics;

    /** @param registered whether the record was written with a schema registry */
    private record Last(long offset, boolean registered) {}

    /**
     * Opens the log and checks it.
     *
     * @throws OperatorException if it is not whole, needs a schema registry that is not configured, has records in wrong
     *     partitions, or is another topic
     */
    ImportLog(Admin admin, StreamsConfiguration configuration) {
        this.admin = admin;
        this.applicationId = configuration.getString(StreamsConfiguration.APPLICATION_ID);
        this.accepted = configuration.getString(StreamsConfiguration.ACCEPT_LOG);
        this.topic = KafkaFutures.await(
                admin.describeTopics(List.of(TOPIC)).topicNameValues().get(TOPIC));
        Map<String, Object> properties = configuration.clientProperties();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        // A fetch that waits for records at the end of the log delays the next step back.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        try (PartitionReader reader = PartitionReader.connect(properties)) {
            PartitionCheck check = new PartitionCheck(ImportPartitions.of(topic), reader);
            check.ofCheckpoints()
                    .or(() -> check.ofSample(configuration.wireFormats()))
                    .ifPresent(problem -> {
                        throw new OperatorException(problem);
                    });
            this.lastRecords = lastRecords(reader);
            this.formerTopics = check.formerTopics();
        }
        if (!configuration.usesRegistry()) {
            requireWithoutRegistry();
        }
        requireWhole();
        requireSame(configuration.stateDir());
    }

    int partitions() {
        return topic.partitions().size();
    }

    /** How many records each partition that has any may have: offsets of transaction markers count too. */
    Map<TopicPartition, Long> records() {
        return lastRecords.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, last -> last.getValue().offset() + 1));
    }

    /**
     * Compares the topic with the one that this instance works on.
     *
     * @return a line with what has changed and what to do; empty if nothing has
     */
    Optional<String> change() {
        return ImportPartitions.of(topic).changedTo(ImportPartitions.describe(admin));
    }

    /** Returns the topic's id, which another topic of the same name does not have. */
    @Override
    public String logId() {
        return topic.topicId().toString();
    }

    /** @throws OperatorException if records at the start of a partition are deleted and the operator has not accepted that */
    private void requireWhole() {
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
     * Without a registry, every record that was written with one would be rejected, and empty shares published.
     *
     * @throws OperatorException if the last records of most partitions were written with a registry
     */
    private void requireWithoutRegistry() {
        long registered = lastRecords.values().stream().filter(Last::registered).count();
        if (2 * registered > lastRecords.size()) {
            throw new OperatorException(
                    ("%s is written with a schema registry (so are the last records of %d of %d partitions), and without it"
                                    + " they cannot be read: name it with %s or --schema-registry")
                            .formatted(TOPIC, registered, lastRecords.size(), RegistrySettings.URL));
        }
    }

    /**
     * Compares the topic's id with the one in the state directory, and stores it there.
     *
     * @throws OperatorException if it is another topic of the same name
     */
    private void requireSame(Path stateDir) {
        // By cluster, because a machine may be used with several.
        String cluster = KafkaFutures.await(admin.describeCluster().clusterId());
        Path file = stateDir.resolve(applicationId + "-" + cluster + ".log");
        try {
            Files.createDirectories(stateDir);
            if (Files.exists(file)) {
                String last = Files.readString(file).strip();
                if (last.equals(logId())) {
                    return;
                }
                if (!last.isEmpty() && !accepted.equals(logId()) && !formerTopics.contains(last)) {
                    throw new OperatorException(
                            ("%s is not the topic that this application worked on (id %s, then %s): it"
                                            + " was deleted and created again; start with --set %s=%s to continue with the new one")
                                    .formatted(TOPIC, logId(), last, StreamsConfiguration.ACCEPT_LOG, logId()));
                }
            }
            // On a full disk a file that is written in place would be left empty.
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), logId() + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot write %s: %s"
                            .formatted(
                                    file, FullDisk.remedy(file, e, "choose another " + StreamsConfiguration.STATE_DIR)),
                    e);
        } catch (UncheckedIOException e) {
            throw new OperatorException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the last record of the partition when this instance started. If the instance takes over the partition later,
     * another instance has published everything since.
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

    /** Returns the last record of each partition that has any. */
    private Map<TopicPartition, Last> lastRecords(PartitionReader reader) {
        Map<TopicPartition, Long> begins = PartitionOffsets.earliest(admin, inputPartitions());
        Map<TopicPartition, Long> ends = PartitionOffsets.latestStable(admin, inputPartitions());
        Map<TopicPartition, Last> last = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        open.removeIf(partition -> ends.get(partition) <= begins.get(partition));
        // The last offsets may be transaction markers, which no consumer returns, so step back until there is a record.
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
        return KafkaFutures.awaitUnless(
                        GroupIdNotFoundException.class,
                        admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                .map(offsets -> offsets.get(partition))
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
    }
}
