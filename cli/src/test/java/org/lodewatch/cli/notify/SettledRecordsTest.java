package org.lodewatch.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed of a publication that is delivered in part, and what is left of it after a restart. */
class SettledRecordsTest {

    private static AlertBatch batch(long... offsets) {
        return new AlertBatch(
                LongStream.of(offsets)
                        .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>("t", 0, offset, null, null))
                        .toList(),
                offsets[0],
                false);
    }

    private static SettledRecords settled(long... offsets) {
        SettledRecords settled = SettledRecords.of(null);
        settled.add(batch(offsets));
        return settled;
    }

    @Test
    void whatIsSettledBehindTheOffsetIsReadBackFromTheCommit() {
        OffsetAndMetadata committed = settled(99, 101, 102, 103, 105).at(100);

        assertThat(committed.offset()).isEqualTo(100);
        assertThat(committed.metadata()).isEqualTo("settled 1-3,5");
        SettledRecords again = SettledRecords.of(committed);
        assertThat(again.contains(batch(101, 103, 105))).isTrue();
        assertThat(List.of(batch(100), batch(104), batch(105, 106))).noneMatch(again::contains);
        assertThat(again.at(100)).isEqualTo(committed);
    }

    @Test
    void thereIsNoMetadataIfAllIsSettledInOrder() {
        assertThat(settled(98, 99).at(100)).isEqualTo(new OffsetAndMetadata(100));
    }

    @Test
    void whatHasNoRoomInTheMetadataIsDeliveredAgain() {
        OffsetAndMetadata committed = settled(
                        LongStream.range(0, 2_000).map(distance -> 2 * distance).toArray())
                .at(0);

        assertThat(committed.metadata().length()).isBetween(3_990, 4_096);
        assertThat(SettledRecords.of(committed).contains(batch(0, 2, 4, 1_000))).isTrue();
        assertThat(SettledRecords.of(committed).contains(batch(3_998))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "settled ", "another subscriber's", "settled x"})
    void otherMetadataSettlesNothing(String metadata) {
        assertThat(SettledRecords.of(new OffsetAndMetadata(100, metadata)).contains(batch(100)))
                .isFalse();
    }
}
