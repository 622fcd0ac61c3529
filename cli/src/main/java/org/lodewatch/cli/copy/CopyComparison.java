package org.lodewatch.cli.copy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.lodewatch.cli.copy.CopyFault.Kind;
import org.lodewatch.cli.copy.CopyResult.ComparedPartition;
import org.lodewatch.cli.copy.CopyResult.ComparedTopic;
import org.lodewatch.cli.copy.PartitionDifferences.Found;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.StoreNames;

/**
 * Compares the topics that a move to another cluster copies, while nothing writes into them. First the number and a checksum of the
 * records of each partition; where these differ, the records. One partition at a time is in memory, with about 100 bytes a record.
 */
public final class CopyComparison {

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Records that expire within this time are left out, because they may expire while they are compared. */
    private static final Duration EXPIRY_MARGIN = Duration.ofHours(1);

    private final KafkaCluster source;
    private final KafkaCluster copy;
    private final String applicationId;

    /** @param applicationId the topology's application.id, with which the names of its changelogs begin */
    public CopyComparison(KafkaCluster source, KafkaCluster copy, String applicationId) {
        this.source = source;
        this.copy = copy;
        this.applicationId = applicationId;
    }

    /** The topics that a move copies: all but the partials, which are made again, and the numbers and histories of alerts. */
    public static List<Topic<?, ?>> topics(String applicationId) {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.all());
        topics.remove(Topics.PARTIALS);
        topics.add(Topics.changelog(applicationId, StoreNames.ALERTS));
        return topics;
    }

    /** @throws OperatorException if there is no log to compare */
    public CopyResult compare() {
        if (source.topics().partitions(Topics.CUSTOMS_IMPORTS).isEmpty()) {
            throw new OperatorException("topic %s does not exist at %s: name the cluster that was copied with --against"
                    .formatted(Topics.CUSTOMS_IMPORTS.name(), source.settings().bootstrapServers()));
        }
        List<ComparedTopic> compared = new ArrayList<>();
        List<CopyFault> faults = new ArrayList<>();
        try (Logs logs = new Logs(source, copy)) {
            for (Topic<?, ?> topic : topics(applicationId)) {
                Optional<Integer> partitions = source.topics().partitions(topic);
                Optional<Integer> copies = copy.topics().partitions(topic);
                if (partitions.isEmpty()) {
                    continue;
                }
                if (copies.isEmpty()) {
                    faults.add(new CopyFault(
                            topic.name(),
                            Kind.MISSING_TOPIC,
                            0,
                            "%d partitions in the source".formatted(partitions.get())));
                } else if (!copies.equals(partitions)) {
                    faults.add(new CopyFault(
                            topic.name(),
                            Kind.OTHER_PARTITIONS,
                            0,
                            "%d, and %d in the source".formatted(copies.get(), partitions.get())));
                } else {
                    TopicComparison comparison = new TopicComparison(topic, partitions.get(), logs);
                    compared.add(comparison.compare());
                    faults.addAll(comparison.faults());
                }
            }
        }
        return new CopyResult(
                source.settings().bootstrapServers(), copy.settings().bootstrapServers(), compared, faults);
    }

    /** Readers of both clusters. */
    private static final class Logs implements AutoCloseable {

        private final KafkaCluster sourceCluster;
        private final KafkaCluster copyCluster;
        private final PartitionReader source;
        private final PartitionReader uncommittedSource;
        private final PartitionReader copy;
        private final long now = System.currentTimeMillis();

        Logs(KafkaCluster sourceCluster, KafkaCluster copyCluster) {
            this.sourceCluster = sourceCluster;
            this.copyCluster = copyCluster;
            this.source = PartitionReader.connect(sourceCluster.settings().with(Map.of()));
            this.uncommittedSource =
                    PartitionReader.connectUncommitted(sourceCluster.settings().with(Map.of()));
            this.copy = PartitionReader.connect(copyCluster.settings().with(Map.of()));
        }

        @Override
        public void close() {
            source.close();
            uncommittedSource.close();
            copy.close();
        }
    }

    /** One topic and its copy. */
    private static final class TopicComparison {

        private final Topic<?, ?> topic;
        private final Logs logs;
        private final List<TopicPartition> partitions;
        private final boolean compacted;
        private final long oldest;
        private final Map<Kind, CopyFault> faults = new EnumMap<>(Kind.class);
        private Map<TopicPartition, Long> sourceEnds;
        private Map<TopicPartition, Long> copyEnds;

        TopicComparison(Topic<?, ?> topic, int partitions, Logs logs) {
            this.topic = topic;
            this.logs = logs;
            this.partitions = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
            this.compacted =
                    TopicConfig.CLEANUP_POLICY_COMPACT.equals(topic.config().get(TopicConfig.CLEANUP_POLICY_CONFIG));
            long retention = Long.parseLong(topic.config().getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
            this.oldest = retention < 0 || compacted ? Long.MIN_VALUE : logs.now - retention + EXPIRY_MARGIN.toMillis();
        }

        List<CopyFault> faults() {
            return List.copyOf(faults.values());
        }

        ComparedTopic compare() {
            Map<TopicPartition, Long> sourceBegins = PartitionOffsets.earliest(logs.sourceCluster.admin(), partitions);
            Map<TopicPartition, Long> copyBegins = PartitionOffsets.earliest(logs.copyCluster.admin(), partitions);
            sourceEnds = PartitionOffsets.settled(logs.sourceCluster.admin(), partitions);
            copyEnds = PartitionOffsets.settled(logs.copyCluster.admin(), partitions);
            Map<TopicPartition, Long> written = PartitionOffsets.latest(logs.sourceCluster.admin(), partitions);
            LogDigest ofSource = digest(logs.source, sourceEnds);
            LogDigest ofCopy = digest(logs.copy, copyEnds);
            List<ComparedPartition> compared = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                int number = partition.partition();
                long begin = sourceBegins.get(partition);
                compared.add(new ComparedPartition(
                        number,
                        begin,
                        copyBegins.get(partition),
                        ofSource.records(number),
                        ofCopy.records(number),
                        ofSource.checksum(number),
                        ofCopy.checksum(number)));
                if (begin > 0 && TopicState.KEPT_FOR_EVER.contains(topic)) {
                    add(Kind.SOURCE_LOST_HEAD, begin, "partition %d begins at offset %d".formatted(number, begin));
                }
                long open = written.get(partition) - sourceEnds.get(partition);
                if (open > 0) {
                    add(Kind.OPEN_TRANSACTION, open, place(false, number, sourceEnds.get(partition)));
                }
                if (!ofSource.isSameIn(number, ofCopy)) {
                    differences(partition)
                            .forEach((kind, found) ->
                                    add(kind, found.records(), place(found.inCopy(), number, found.offset())));
                }
            }
            return new ComparedTopic(topic.name(), compacted, compared);
        }

        private Map<Kind, Found> differences(TopicPartition partition) {
            List<LoggedRecord> committed = records(logs.source, partition, sourceEnds);
            List<LoggedRecord> all = records(logs.uncommittedSource, partition, sourceEnds);
            List<LoggedRecord> copied = records(logs.copy, partition, copyEnds);
            Set<Long> offsets = new HashSet<>();
            committed.forEach(record -> offsets.add(record.offset()));
            all.removeIf(record -> offsets.contains(record.offset()));
            return compacted
                    ? PartitionDifferences.ofLastRecords(committed, all, copied)
                    : PartitionDifferences.ofAllRecords(committed, all, copied);
        }

        private LogDigest digest(PartitionReader reader, Map<TopicPartition, Long> ends) {
            LogDigest digest = new LogDigest();
            read(
                    reader,
                    ends,
                    record -> digest.add(
                            record.partition(), record.key(), record.value(), record.timestamp(), record.headers()));
            return digest;
        }

        private List<LoggedRecord> records(
                PartitionReader reader, TopicPartition partition, Map<TopicPartition, Long> ends) {
            List<LoggedRecord> records = new ArrayList<>();
            read(reader, Map.of(partition, ends.get(partition)), record -> records.add(LoggedRecord.of(record)));
            return records;
        }

        private void read(
                PartitionReader reader, Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
            reader.startAtBeginning(ends.keySet());
            boolean complete = reader.readTo(ends, IDLE, record -> {
                // A fetch may bring records that follow the end.
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))
                        && record.timestamp() >= oldest) {
                    each.accept(record);
                }
            });
            if (!complete) {
                throw new TimeoutException("nothing more of " + topic.name());
            }
        }

        private void add(Kind kind, long records, String first) {
            faults.merge(
                    kind,
                    new CopyFault(topic.name(), kind, records, "first: " + first),
                    (some, more) -> new CopyFault(topic.name(), kind, some.records() + records, some.first()));
        }

        private static String place(boolean inCopy, int partition, long offset) {
            return "partition %d, offset %d of the %s".formatted(partition, offset, inCopy ? "copy" : "source");
        }
    }
}
