package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.SkippedRecords;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** A feed's state in the topics feed-checkpoints and feed-record-sets, so that it can resume on any machine. */
record KafkaFeedState(String feed, KafkaAccess kafka, WireFormats formats) implements FeedState {

    private static final int DATASET_PARTS = 1;
    private static final int PERIOD_PARTS = 3;
    private static final int RECORD_SET_PARTS = 4;

    @Override
    public Optional<FeedCheckpoint> lastCheckpoint() {
        byte[][] unusable = new byte[1][];
        Map<String, byte[]> checkpoints =
                newestValues(Topics.FEED_CHECKPOINTS, feed::equals, record -> unusable[0] = record.value());
        // An older checkpoint is safe: what was published after it is published again under the same ids and revisions.
        return Optional.ofNullable(checkpoints.getOrDefault(feed, unusable[0])).map(value -> decoded(feed, value));
    }

    @Override
    public Map<String, byte[]> recordSets(String prefix) {
        return newestValues(Topics.FEED_RECORD_SETS, key -> key.startsWith(prefix) && parts(key) == RECORD_SET_PARTS);
    }

    @Override
    public Map<String, DatasetProperties> datasets() {
        return decoded(
                newestValues(Topics.FEED_RECORD_SETS, key -> parts(key) == DATASET_PARTS), DatasetProperties.class);
    }

    @Override
    public Map<String, FeedPeriod> periods(String dataset) {
        String prefix = dataset + "/";
        return decoded(
                newestValues(Topics.FEED_RECORD_SETS, key -> key.startsWith(prefix) && parts(key) == PERIOD_PARTS),
                FeedPeriod.class);
    }

    /** A key's number of parts shows the type of its value. */
    static long parts(String key) {
        return 1 + key.chars().filter(c -> c == '/').count();
    }

    private static <T extends SpecificRecord> Map<String, T> decoded(Map<String, byte[]> values, Class<T> type) {
        Map<String, T> decoded = new HashMap<>();
        values.forEach((key, value) -> decoded.put(
                key,
                type.cast(Topics.FEED_RECORD_SETS
                        .valueSerde(WireFormats.WITHOUT_REGISTRY)
                        .deserializer()
                        .deserialize(Topics.FEED_RECORD_SETS.name(), value))));
        return decoded;
    }

    @Override
    public OptionalLong logSize() {
        return kafka.read(Topics.CUSTOMS_IMPORTS, (reader, ends) -> {
            reader.startAtBeginning(ends.keySet());
            try {
                reader.readTo(firstRecords(ends), KafkaAccess.TIMEOUT, record -> {});
            } catch (TopicAuthorizationException e) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    ends.values().stream().mapToLong(Long::longValue).sum());
        });
    }

    /** Enough to notice a missing right. */
    private static Map<TopicPartition, Long> firstRecords(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> first = new HashMap<>();
        ends.forEach((partition, end) -> first.put(partition, Math.min(end, 1)));
        return first;
    }

    @Override
    public void readLog(Set<String> datasets, BiConsumer<String, CustomsImport> each) {
        List<byte[]> names =
                datasets.stream().map(dataset -> dataset.getBytes(UTF_8)).toList();
        Deserializer<SpecificRecord> deserializer =
                Topics.CUSTOMS_IMPORTS.valueSerde(formats).deserializer();
        kafka.read(Topics.CUSTOMS_IMPORTS, (reader, ends) -> {
            reader.startAtBeginning(ends.keySet());
            boolean complete = reader.readTo(ends, KafkaAccess.TIMEOUT, record -> {
                if (record.key() != null && record.value() != null && mayBeOf(names, record.value())) {
                    decoded(deserializer, record.value())
                            .filter(line -> datasets.contains(line.getDataset()))
                            .ifPresent(line -> each.accept(new String(record.key(), UTF_8), line));
                }
            });
            if (!complete) {
                throw unread(ends);
            }
            return complete;
        });
    }

    /**
     * Whether a value may be of one of these datasets: those of others, of which a log may have millions, are not decoded. Whatever schema it
     * was written with, its dataset is UTF-8 text in it, because Avro resolves only strings and bytes to a string.
     */
    static boolean mayBeOf(List<byte[]> datasets, byte[] value) {
        return datasets.stream().anyMatch(dataset -> holds(value, dataset));
    }

    private static boolean holds(byte[] value, byte[] part) {
        for (int from = 0; from + part.length <= value.length; from++) {
            if (Arrays.equals(value, from, from + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<CustomsImport> decoded(Deserializer<SpecificRecord> deserializer, byte[] value) {
        try {
            return deserializer.deserialize(Topics.CUSTOMS_IMPORTS.name(), value) instanceof CustomsImport line
                    ? Optional.of(line)
                    : Optional.empty();
        } catch (UndecodableException e) {
            return Optional.empty(); // no share counts it, and the topology reports it
        }
    }

    private Map<String, byte[]> newestValues(Topic<String, ?> topic, Predicate<String> keys) {
        return newestValues(topic, keys, record -> {});
    }

    /** @param unusable receives the records of selected keys that do not belong in the topic */
    private <V> Map<String, byte[]> newestValues(
            Topic<String, V> topic, Predicate<String> keys, Consumer<ConsumerRecord<byte[], byte[]>> unusable) {
        MessageDecoder<String, V> decoder =
                new MessageDecoder<>(topic, WireFormats.WITHOUT_REGISTRY, SkippedRecords.logged());
        return kafka.read(
                topic,
                (reader, ends) -> newestValues(reader, ends, KafkaAccess.TIMEOUT, keys, record -> {
                    boolean usable = decoder.decode(record).isPresent();
                    if (!usable) {
                        unusable.accept(record);
                    }
                    return usable;
                }));
    }

    /**
     * The newest committed value of each selected key of a compacted topic; none of a deleted key.
     *
     * @param ends the offset after the last record of every partition, committed or not
     * @param timeout how long to wait for open transactions of other feeds
     * @param belongs whether a record of a selected key belongs in the topic; others are skipped
     */
    static Map<String, byte[]> newestValues(
            PartitionReader reader,
            Map<TopicPartition, Long> ends,
            Duration timeout,
            Predicate<String> keys,
            Predicate<ConsumerRecord<byte[], byte[]>> belongs) {
        Map<String, byte[]> newest = new HashMap<>();
        reader.startAtBeginning(ends.keySet());
        boolean complete = reader.readTo(ends, timeout, record -> {
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) {
                newest.remove(key);
            } else if (keys.test(key) && belongs.test(record)) {
                newest.put(key, record.value());
            }
        });
        if (!complete) {
            throw unread(ends);
        }
        return newest;
    }

    private static OperatorException unread(Map<TopicPartition, Long> ends) {
        return new OperatorException(
                "cannot read topic %s to its end: another feed's transaction is still open; try again, and if it lasts, see `lodewatch lag`"
                        .formatted(ends.keySet().iterator().next().topic()));
    }

    static FeedCheckpoint decoded(String feed, byte[] value) {
        try {
            return Topics.FEED_CHECKPOINTS
                    .valueSerde(WireFormats.WITHOUT_REGISTRY)
                    .deserializer()
                    .deserialize(Topics.FEED_CHECKPOINTS.name(), value);
        } catch (UndecodableException e) {
            throw new OperatorException(
                    "the checkpoint of feed %s in topic %s cannot be read (%s): publish from the beginning with --again"
                            .formatted(feed, Topics.FEED_CHECKPOINTS.name(), e.getMessage()),
                    e);
        }
    }
}
