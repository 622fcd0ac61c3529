package org.lodewatch.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.topics.Topics;

class CheckpointLogTest {

    private static final String TOPIC = Topics.FEED_CHECKPOINTS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private void holds(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private static FeedCheckpoint checkpoint(String feed, String cursor) {
        return new FeedCheckpoint(feed, cursor, 0L, 0L, false, List.of(), Instant.EPOCH);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
        return new ConsumerRecord<>(TOPIC, 0, offset, key.getBytes(UTF_8), value);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, FeedCheckpoint checkpoint) {
        return record(
                offset,
                checkpoint.getFeed(),
                Topics.FEED_CHECKPOINTS.valueSerde().serializer().serialize(TOPIC, checkpoint));
    }

    private CheckpointLog log(long end, Duration patience) {
        return new CheckpointLog(consumer, Map.of(PARTITION, end), patience);
    }

    @Test
    void theNewestCheckpointOfTheFeedIsFound() {
        holds(List.of(
                record(0, checkpoint("census", "1")),
                record(1, checkpoint("comtrade", "9")),
                record(2, checkpoint("census", "2")),
                record(3, checkpoint("comtrade", "10"))));

        assertThat(log(4, Duration.ofSeconds(10)).last("census")).contains(checkpoint("census", "2"));
    }

    @Test
    void aDeletedCheckpointIsNone() {
        holds(List.of(record(0, checkpoint("census", "1")), record(1, "census", null)));

        assertThat(log(2, Duration.ofSeconds(10)).last("census")).isEmpty();
    }

    @Test
    void anEmptyTopicHoldsNone() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));

        assertThat(log(0, Duration.ofSeconds(10)).last("census")).isEmpty();
    }

    @Test
    void anotherFeedsOpenTransactionIsWaitedForWithinBounds() {
        holds(List.of(record(0, checkpoint("census", "1"))));

        assertThatThrownBy(() -> log(2, Duration.ofMillis(1)).last("census"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("another feed's transaction is still open");
    }

    @Test
    void aCheckpointThatCannotBeReadSaysHowToStartOver() {
        holds(List.of(record(0, "census", new byte[] {1, 2, 3})));

        assertThatThrownBy(() -> log(1, Duration.ofSeconds(10)).last("census"))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("the checkpoint of feed census in topic feed-checkpoints cannot be read")
                .hasMessageEndingWith("publish from the beginning with --again");
    }
}
