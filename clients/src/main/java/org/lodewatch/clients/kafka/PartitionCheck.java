package org.lodewatch.clients.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * Checks whether the records of customs-imports were written into its present number of partitions. The evidence is the number
 * in the checkpoints of feeds, and a sample of the log: a record that is in another partition than its key belongs to.
 */
public final class PartitionCheck {

    /** Records of each partition that are sampled at its beginning, and at its end. */
    private static final int SAMPLE = 200;

    /** Fewer misplaced records than one in this many are the fault of single producers; the topology rejects them. */
    private static final int MOST_PER_MISPLACED = 20;

    /** So are so few, in a log that is still short. A changed number misplaces about every second record. */
    private static final int FEWEST_MISPLACED = 3;

    private final ImportPartitions present;
    private final PartitionReader reader;

    /** @param reader for the checkpoints and the log; the caller closes it */
    public PartitionCheck(ImportPartitions present, PartitionReader reader) {
        this.present = present;
        this.reader = reader;
    }

    /**
     * The line about a change of the number of partitions that `lodewatch topics repartition` has begun and not ended; empty if
     * none, or if this user may not see it.
     */
    public static Optional<String> unfinishedChange(Admin admin) {
        String name = Topics.IMPORTS_COPY.name();
        try {
            return KafkaFutures.awaitUnless(
                            UnknownTopicOrPartitionException.class,
                            admin.describeTopics(List.of(name))
                                    .topicNameValues()
                                    .get(name))
                    .map(topic -> ("%s is being copied into other partitions (topic %s): %s, which continues an"
                                    + " interrupted one")
                            .formatted(Topics.CUSTOMS_IMPORTS.name(), name, ImportPartitions.REMEDY));
        } catch (AuthorizationException e) {
            return Optional.empty();
        }
    }

    /** The problem that the checkpoints of feeds show, in a line. */
    public Optional<String> ofCheckpoints() {
        List<TopicPartition> partitions = reader.visiblePartitions(List.of(Topics.FEED_CHECKPOINTS.name()));
        Map<String, Headers> checkpoints = new HashMap<>();
        reader.startAtBeginning(partitions);
        reader.readTo(reader.ends(), () -> false, record -> {
            if (record.key() != null) {
                checkpoints.put(new String(record.key(), UTF_8), record.headers());
            }
        });
        return checkpoints.values().stream()
                .flatMap(headers -> present.problemOf(headers).stream())
                .findAny();
    }

    /** The problem that a sample of the log shows, in a line. */
    public Optional<String> ofSample(WireFormats formats) {
        Sample sample = new Sample(formats);
        reader.startAtBeginning(partitions());
        Map<TopicPartition, Long> begins = reader.beginnings();
        Map<TopicPartition, Long> ends = reader.ends();
        Map<TopicPartition, Long> firstEnds = new HashMap<>();
        Map<TopicPartition, Long> lastBegins = new HashMap<>();
        ends.forEach((partition, end) -> {
            long begin = begins.get(partition);
            firstEnds.put(partition, Math.min(end, begin + SAMPLE));
            lastBegins.put(partition, Math.max(Math.min(end, begin + SAMPLE), end - SAMPLE));
        });
        reader.readTo(firstEnds, () -> false, record -> sample.add(record, firstEnds));
        reader.startAt(lastBegins);
        reader.readTo(ends, () -> false, record -> sample.add(record, ends));
        return sample.problem();
    }

    /** The ids of the topics whose records `topics repartition` has copied into this one. */
    public Set<String> formerTopics() {
        Set<String> former = new HashSet<>();
        reader.startAtBeginning(partitions());
        Map<TopicPartition, Long> firstEnds = new HashMap<>(reader.ends());
        Map<TopicPartition, Long> begins = reader.beginnings();
        firstEnds.replaceAll((partition, end) -> Math.min(end, begins.get(partition) + 1));
        reader.readTo(firstEnds, () -> false, record -> {
            Header header = record.headers().lastHeader(ImportPartitions.FORMER_TOPICS);
            if (header != null && header.value() != null) {
                former.addAll(List.of(new String(header.value(), UTF_8).split(" ")));
            }
        });
        return former;
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, present.count())
                .mapToObj(partition -> new TopicPartition(Topics.CUSTOMS_IMPORTS.name(), partition))
                .toList();
    }

    /** Sampled records, each once. */
    private final class Sample {

        private record Misplaced(byte[] key, int partition) {}

        private final WireFormats formats;
        private final List<Misplaced> misplaced = new ArrayList<>();
        private int records;

        Sample(WireFormats formats) {
            this.formats = formats;
        }

        void add(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> ends) {
            // A fetch may bring more records than were asked for, or some that follow the end.
            if (record.offset() >= ends.get(new TopicPartition(record.topic(), record.partition()))
                    || record.key() == null
                    || !isImport(record.value())) {
                return;
            }
            records++;
            if (ImportPartitions.partition(record.key(), present.count()) != record.partition()) {
                misplaced.add(new Misplaced(record.key(), record.partition()));
            }
        }

        Optional<String> problem() {
            if (misplaced.size() < FEWEST_MISPLACED || misplaced.size() * MOST_PER_MISPLACED < records) {
                return Optional.empty();
            }
            return Optional.of(earlierCount()
                    .map(present::writtenInto)
                    .orElseGet(() -> ("%s has records in other partitions than their keys belong to (%d of %d that were"
                                    + " sampled), so revisions of one id may be in two partitions and count twice: set every"
                                    + " producer's partitioner to murmur2, %s")
                            .formatted(
                                    Topics.CUSTOMS_IMPORTS.name(),
                                    misplaced.size(),
                                    records,
                                    ImportPartitions.REMEDY)));
        }

        /** The number of partitions under which every misplaced record is in its place. */
        private Optional<Integer> earlierCount() {
            return IntStream.iterate(present.count() - 1, count -> count > 0, count -> count - 1)
                    .filter(count -> misplaced.stream()
                            .allMatch(record -> ImportPartitions.partition(record.key, count) == record.partition))
                    .boxed()
                    .findFirst();
        }

        private boolean isImport(byte[] value) {
            try {
                return value != null
                        && Topics.CUSTOMS_IMPORTS
                                        .valueSerde(formats)
                                        .deserializer()
                                        .deserialize(Topics.CUSTOMS_IMPORTS.name(), value)
                                instanceof CustomsImport;
            } catch (UndecodableException e) {
                return false;
            }
        }
    }
}
