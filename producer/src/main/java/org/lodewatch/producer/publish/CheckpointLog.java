package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;

/** Reads feed-checkpoints up to given ends. */
final class CheckpointLog {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Duration patience;

    /**
     * @param consumer read_committed, without assignment
     * @param ends the offset after the last record of every partition, committed or not
     * @param patience how long other feeds' open transactions may keep it waiting
     */
    CheckpointLog(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration patience) {
        this.consumer = consumer;
        this.ends = ends;
        this.patience = patience;
    }

    /** The newest committed checkpoint of a feed. */
    Optional<FeedCheckpoint> last(String feed) {
        byte[] key = feed.getBytes(UTF_8);
        byte[] newest = null;
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        long deadline = System.nanoTime() + patience.toNanos();
        while (behind()) {
            if (System.nanoTime() > deadline) {
                throw new OperatorException(
                        ("cannot read topic %s to its end within %d s: another feed's transaction is"
                                        + " still open; try again")
                                .formatted(Topics.FEED_CHECKPOINTS.name(), patience.toSeconds()));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(record.key(), key)) {
                    newest = record.value();
                }
            }
        }
        return Optional.ofNullable(decoded(feed, newest));
    }

    private boolean behind() {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static FeedCheckpoint decoded(String feed, byte[] value) {
        try {
            return Topics.FEED_CHECKPOINTS
                    .valueSerde()
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
