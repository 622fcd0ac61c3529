package org.lodewatch.clients.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final PartitionReader reader = new PartitionReader(consumer);
    private final List<String> read = new ArrayList<>();

    @Test
    void readsFromTheFirstRecordToTheEnd() {
        begin(3);
        add(3, "a");
        add(4, "b");

        assertThat(reader.readTo(Map.of(PARTITION, 5L), Duration.ofSeconds(5), this::read))
                .isTrue();

        assertThat(read).containsExactly("a", "b");
    }

    @Test
    void anEmptyPartitionIsAtItsEndAtOnce() {
        begin(0);

        assertThat(reader.readTo(Map.of(PARTITION, 0L), Duration.ofSeconds(5), this::read))
                .isTrue();
        assertThat(read).isEmpty();
    }

    @Test
    void stopsWhenNothingArrivesForTheGivenTime() {
        begin(0);
        add(0, "a");

        assertThat(reader.readTo(Map.of(PARTITION, 9L), Duration.ofMillis(50), this::read))
                .isFalse();
        assertThat(read).containsExactly("a");
    }

    @Test
    void mergesPartitionsInTheOrderOfTimeWithoutReorderingAny() {
        TopicPartition other = new TopicPartition("t", 1);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, other, 0L));
        reader.startAtBeginning(List.of(PARTITION, other));
        add(0, 0, 10, "a");
        add(0, 1, 30, "d");
        // Older than the one before it: it neither overtakes that nor waits.
        add(0, 2, 5, "e");
        add(0, 3, 50, "h");
        add(1, 0, 20, "b");
        add(1, 1, 20, "c");
        add(1, 2, 30, "f");
        add(1, 3, 40, "g");

        reader.mergeTo(Map.of(PARTITION, 4L, other, 4L), this::read);

        assertThat(read).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
    }

    private void add(int partition, long offset, long time, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        consumer.addRecord(new ConsumerRecord<>(
                "t",
                partition,
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                bytes.length,
                new byte[0],
                bytes,
                new RecordHeaders(),
                Optional.empty()));
    }

    private void begin(long offset) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, offset));
        reader.startAtBeginning(List.of(PARTITION));
    }

    private void add(long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>("t", 0, offset, new byte[0], value.getBytes(UTF_8)));
    }

    private void read(ConsumerRecord<byte[], byte[]> found) {
        read.add(new String(found.value(), UTF_8));
    }
}
