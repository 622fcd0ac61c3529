package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** A feed's state in the topics feed-checkpoints and feed-record-sets, so that it can resume on any machine. */
record KafkaFeedState(String feed, KafkaAccess kafka) implements FeedState {

    @Override
    public Optional<FeedCheckpoint> lastCheckpoint() {
        return Optional.ofNullable(
                        newestValues(Topics.FEED_CHECKPOINTS, feed::equals).get(feed))
                .map(value -> decoded(feed, value));
    }

    @Override
    public Map<String, byte[]> recordSets(String prefix) {
        return newestValues(Topics.FEED_RECORD_SETS, key -> key.startsWith(prefix));
    }

    private Map<String, byte[]> newestValues(Topic<String, ?> topic, Predicate<String> keys) {
        return kafka.read(topic, (reader, ends) -> newestValues(reader, ends, KafkaAccess.TIMEOUT, keys));
    }

    /**
     * The newest committed value of each selected key of a compacted topic; none of a deleted key.
     *
     * @param ends the offset after the last record of every partition, committed or not
     * @param timeout how long to wait for open transactions of other feeds
     */
    static Map<String, byte[]> newestValues(
            PartitionReader reader, Map<TopicPartition, Long> ends, Duration timeout, Predicate<String> keys) {
        Map<String, byte[]> newest = new HashMap<>();
        reader.startAtBeginning(ends.keySet());
        boolean complete = reader.readTo(ends, timeout, record -> {
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) {
                newest.remove(key);
            } else if (keys.test(key)) {
                newest.put(key, record.value());
            }
        });
        if (!complete) {
            throw new OperatorException(
                    "cannot read topic %s to its end within %d s: another feed's transaction is still open; try again"
                            .formatted(ends.keySet().iterator().next().topic(), timeout.toSeconds()));
        }
        return newest;
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
