package org.lodewatch.streams.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BundlingClientsTest {

    private static final TopicPartition IMPORTS = new TopicPartition("customs-imports", 3);
    private static final TopicPartition PARTIALS = new TopicPartition("lodewatch-partials", 1);
    private static final TopicPartition POLICIES = new TopicPartition("lodewatch-policies", 1);
    private static final Map<TopicPartition, OffsetAndMetadata> NEXT =
            Map.of(IMPORTS, new OffsetAndMetadata(9, Optional.of(4), ""));

    private final BundlingClients clients = new BundlingClients(Set.of(IMPORTS.topic(), PARTIALS.topic()));

    private static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, long... offsets) {
        return Arrays.stream(offsets)
                .mapToObj(offset -> new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[] {1}, new byte[] {2}))
                .toList();
    }

    private ConsumerRecords<byte[], byte[]> bundled() {
        return clients.bundle(new ConsumerRecords<>(
                Map.of(
                        IMPORTS, records(IMPORTS, 5, 6, 8),
                        PARTIALS, records(PARTIALS, 3, 4),
                        POLICIES, records(POLICIES, 70, 71)),
                NEXT));
    }

    @Test
    void eachPartitionOfABundledTopicHasOneRecord() {
        assertThat(bundled().records(IMPORTS))
                .extracting(ConsumerRecord::offset)
                .containsExactly(5L);
        assertThat(bundled().records(PARTIALS))
                .extracting(ConsumerRecord::offset)
                .containsExactly(3L);
    }

    @Test
    void theTransactionalIdOfAProducerIsItsClientId() {
        assertThat(BundlingClients.withDerivedTransactionalId(
                        Map.of("client.id", "client-StreamThread-1-producer", "transactional.id", "app-0ff-1")))
                .containsEntry("transactional.id", "client-StreamThread-1-producer");
        assertThat(BundlingClients.withDerivedTransactionalId(Map.of("client.id", "client")))
                .doesNotContainKey("transactional.id");
    }

    @Test
    void otherTopicsAreNotBundled() {
        assertThat(bundled().records(POLICIES))
                .extracting(ConsumerRecord::offset)
                .containsExactly(70L, 71L);
    }

    @Test
    void thePositionsAfterThePollStayAsTheyAre() {
        assertThat(bundled().nextOffsets()).isEqualTo(NEXT);
    }
}
