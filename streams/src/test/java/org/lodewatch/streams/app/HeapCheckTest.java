package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

class HeapCheckTest {

    private static final String TOPIC = Topics.CUSTOMS_IMPORTS.name();
    private static final int RECORDS = 30_000;
    private static final int PARTITIONS = 4;
    private static final Serde<SpecificRecord> VALUES = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);

    private int read;

    private static Set<TopicPartition> partitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .collect(Collectors.toSet());
    }

    /** A log with as many records in each partition, of which the first one has so many ids. */
    private HeapCheck check(int ids, long heap) {
        Map<TopicPartition, Long> records = new HashMap<>();
        partitions(PARTITIONS).forEach(partition -> records.put(partition, (long) RECORDS));
        return new HeapCheck(
                records,
                heap,
                () -> reader(ids),
                () -> new LogSample(value -> VALUES.deserializer().deserialize(TOPIC, value), Catalogue.bundled()));
    }

    private PartitionReader reader(int ids) {
        read++;
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < RECORDS; i++) {
                consumer.addRecord(new ConsumerRecord<>(
                        TOPIC, 0, i, ("id-" + i % ids).getBytes(StandardCharsets.UTF_8), line(i / ids)));
            }
        });
        return new PartitionReader(consumer);
    }

    private static byte[] line(long revision) {
        return VALUES.serializer()
                .serialize(
                        TOPIC,
                        CustomsImport.newBuilder()
                                .setDataset("us-census")
                                .setRevision(revision)
                                .setReporter("US")
                                .setOrigin("CN")
                                .setCommodityCode("282580")
                                .setPeriod("2024-12")
                                .setCustomsValueCents(5)
                                .setNetWeightGrams(7L)
                                .setPublishedAt(Instant.EPOCH)
                                .build());
    }

    private static long leastFor(int ids) {
        return new HeapNeed(PARTITIONS, (long) ids * PARTITIONS, 1).least();
    }

    @Test
    void aHeapThatCannotHoldTheIdsIsRefusedWithWhatTheyNeed() {
        assertThat(check(RECORDS, leastFor(RECORDS / 2)).look(partitions(PARTITIONS)))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith(
                                "the heap is too small: the partitions of customs-imports that this instance has (4)"
                                        + " have")
                        .contains("which need at least 4", "such as LODEWATCH_OPTS=-Xmx256m, or start more instances"));
    }

    @Test
    void aLogWithManyRevisionsOfFewIdsIsNotRefused() {
        assertThat(check(100, leastFor(RECORDS / 2)).look(partitions(PARTITIONS)))
                .isEmpty();
        assertThat(read).isOne();
    }

    @Test
    void aHeapThatHoldsTheIdsIsNotRefused() {
        assertThat(check(RECORDS, leastFor(RECORDS) * 11 / 10).look(partitions(PARTITIONS)))
                .isEmpty();
    }

    @Test
    void aPartOfThePartitionsNeedsAPartOfTheHeap() {
        assertThat(check(RECORDS, leastFor(RECORDS / 2)).look(partitions(1))).isEmpty();
    }

    @Test
    void theLogIsNotReadWhereAllOfItFits() {
        HeapCheck check = check(RECORDS, 1L << 30);

        assertThat(check.look(partitions(PARTITIONS))).isEmpty();
        assertThat(read).isZero();
    }

    @Test
    void partitionsAreCheckedOnceAndAgainWhenMoreAreAssigned() {
        HeapCheck check = check(100, leastFor(RECORDS / 2));

        check.look(partitions(PARTITIONS - 1));
        check.look(partitions(PARTITIONS - 1));
        check.look(partitions(1));
        assertThat(read).isOne();

        check.look(partitions(PARTITIONS));
        assertThat(read).isEqualTo(2);
    }

    @Test
    void otherPartitionsAndEmptyOnesNeedNothing() {
        assertThat(check(RECORDS, 1)
                        .look(Set.of(new TopicPartition("lodewatch-partials", 0), new TopicPartition(TOPIC, 9))))
                .isEmpty();
    }

    @Test
    void theNeedIsTheSumOfItsParts() {
        HeapNeed need = new HeapNeed(12, 1_000_000, 10_000);

        assertThat(need.least())
                .isEqualTo((40L << 20) + 1_000_000L * 56 + 12L * 10_000 * 10 + 10_000L * HeapNeed.BYTES_PER_CELL);
        assertThat(need.recommended()).isEqualTo(256L << 20);
        assertThat(List.of(need.exceeds(need.least()), need.exceeds(need.least() - 1)))
                .containsExactly(false, true);
    }
}
