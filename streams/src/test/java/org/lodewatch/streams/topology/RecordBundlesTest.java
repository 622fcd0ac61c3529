package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class RecordBundlesTest {

    private static final TopicPartition IMPORTS = new TopicPartition("customs-imports", 3);
    private static final TopicPartition POLICIES = new TopicPartition("lodewatch-policies", 1);

    private final RecordBundles bundles = new RecordBundles();

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[] {1}, new byte[] {2});
    }

    private static RecordMetadata place(ConsumerRecord<?, ?> record) {
        return new RecordMetadata() {
            @Override
            public String topic() {
                return record.topic();
            }

            @Override
            public int partition() {
                return record.partition();
            }

            @Override
            public long offset() {
                return record.offset();
            }
        };
    }

    private List<ConsumerRecord<byte[], byte[]>> opened(ConsumerRecord<byte[], byte[]> record) {
        return bundles.open(
                new Record<>(record.key(), record.value(), Math.max(0, record.timestamp()), record.headers()),
                place(record));
    }

    private ConsumerRecords<byte[], byte[]> bundled(List<ConsumerRecord<byte[], byte[]>> imports) {
        return bundles.bundle(new ConsumerRecords<>(
                Map.of(IMPORTS, imports, POLICIES, List.of(record(POLICIES, 70), record(POLICIES, 71))),
                Map.of(IMPORTS, new OffsetAndMetadata(9, Optional.of(4), ""))));
    }

    @Test
    void theImportsOfAPollAreOneRecordAtTheOffsetOfTheFirst() {
        List<ConsumerRecord<byte[], byte[]>> imports =
                List.of(record(IMPORTS, 5), record(IMPORTS, 6), record(IMPORTS, 8));

        ConsumerRecords<byte[], byte[]> bundled = bundled(imports);

        assertThat(bundled.records(IMPORTS)).hasSize(1);
        ConsumerRecord<byte[], byte[]> bundle = bundled.records(IMPORTS).get(0);
        assertThat(bundle.offset()).isEqualTo(5);
        assertThat(bundle.key()).isNull();
        assertThat(opened(bundle)).isEqualTo(imports);
    }

    @Test
    void aBundleThatWasOpenedIsKeptNoLonger() {
        ConsumerRecord<byte[], byte[]> bundle = bundled(List.of(record(IMPORTS, 5), record(IMPORTS, 6)))
                .records(IMPORTS)
                .get(0);
        assertThat(opened(bundle)).hasSize(2);

        assertThat(opened(bundle)).extracting(ConsumerRecord::value).containsExactly(bundle.value());
    }

    @Test
    void whereTheNextPollGoesOnStaysAsItWas() {
        assertThat(bundled(List.of(record(IMPORTS, 5), record(IMPORTS, 8))).nextOffsets())
                .isEqualTo(Map.of(IMPORTS, new OffsetAndMetadata(9, Optional.of(4), "")));
    }

    @Test
    void partialsAreBundledToo() {
        TopicPartition partials = new TopicPartition("lodewatch-partials", 1);
        List<ConsumerRecord<byte[], byte[]>> sent = List.of(record(partials, 3), record(partials, 4));

        ConsumerRecords<byte[], byte[]> bundled =
                bundles.bundle(new ConsumerRecords<>(Map.of(partials, sent), Map.of()));

        assertThat(bundled).hasSize(1);
        assertThat(opened(bundled.iterator().next())).isEqualTo(sent);
    }

    @Test
    void otherTopicsAreNotBundled() {
        assertThat(bundled(List.of(record(IMPORTS, 5))).records(POLICIES))
                .extracting(ConsumerRecord::offset)
                .containsExactly(70L, 71L);
    }

    @Test
    void nothingInTheLogIsTakenForABundle() {
        ConsumerRecord<byte[], byte[]> bundle = bundled(List.of(record(IMPORTS, 5), record(IMPORTS, 6)))
                .records(IMPORTS)
                .get(0);
        ConsumerRecord<byte[], byte[]> same =
                new ConsumerRecord<>(IMPORTS.topic(), 3, 7, null, bundle.value().clone());

        List<ConsumerRecord<byte[], byte[]>> opened = opened(same);

        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).offset()).isEqualTo(7);
        assertThat(opened.get(0).value()).isSameAs(same.value());
    }
}
