package org.lodewatch.producer.publish;

import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Remembers in Kafka, so that a feed goes on wherever it is started. */
final class KafkaFeedState implements FeedState {

    private final String feed;
    private final KafkaAccess kafka;

    KafkaFeedState(String feed, KafkaAccess kafka) {
        this.feed = feed;
        this.kafka = kafka;
    }

    @Override
    public Optional<FeedCheckpoint> lastCheckpoint() {
        return Optional.ofNullable(kafka.newestValues(Topics.FEED_CHECKPOINTS, feed::equals)
                        .get(feed))
                .map(value -> decoded(feed, value));
    }

    @Override
    public Map<String, byte[]> recordSets(String prefix) {
        return kafka.newestValues(Topics.FEED_RECORD_SETS, key -> key.startsWith(prefix));
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
