package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.streams.partials.PartialsSender;

class PartitionersTest {

    @Test
    void aPolicyGoesIntoEveryPartition() {
        assertThat(Partitioners.toEveryPartition().partitions("any", "p", null, 4))
                .hasValue(Set.of(0, 1, 2, 3));
    }

    @Test
    void aBeginAndAnEndGoIntoEveryPartitionAndAllElseByDatasetAndReporter() {
        PartialsSender input = new PartialsSender(3, 1, 12);
        StreamPartitioner<String, SpecificRecord> partitioner = Partitioners.byOwner();

        assertThat(partitioner.partitions("any", "begin#3", input.begin(), 3)).hasValue(Set.of(0, 1, 2));
        assertThat(partitioner.partitions("any", "end#3", input.end(), 3)).hasValue(Set.of(0, 1, 2));
        assertThat(List.of(
                        partitioner.partitions("any", "1", input.clock("2024-01", "2024-12", null), 97),
                        partitioner.partitions("any", "2", input.book("bismuth", "2024-12"), 97),
                        partitioner.partitions("any", "3", input.book("gallium", "2024-11"), 97)))
                .containsOnly(partitioner.partitions("any", "4", input.book("cobalt", "2024-01"), 97))
                .containsOnly(Optional.of(Set.of(Partitioners.partition(new Owner("us-census", "US"), 97))));
    }

    @Test
    void allWindowsOfABookGoIntoThePartitionOfItsName() {
        StreamPartitioner<String, MineralShares> partitioner = Partitioners.byBook();

        assertThat(partitioner.partitions("any", "us-census/US/bismuth@2024-12", null, 97))
                .isEqualTo(partitioner.partitions("any", "us-census/US/bismuth@2023-01", null, 97))
                .hasValueSatisfying(partitions -> assertThat(partitions).hasSize(1));
    }
}
