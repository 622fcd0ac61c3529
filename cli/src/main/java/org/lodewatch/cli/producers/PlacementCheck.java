package org.lodewatch.cli.producers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.schemas.values.RejectionReason;

/** Finds records that are in another partition than their key belongs to, and the partitioner that put them there. */
final class PlacementCheck {

    private final int count;
    private final List<ConsumerRecord<byte[], byte[]>> misplaced = new ArrayList<>();

    /** @param count number of partitions, 1 or more */
    PlacementCheck(int count) {
        this.count = count;
    }

    /** @param record with a key that is not empty */
    void add(ConsumerRecord<byte[], byte[]> record) {
        if (ImportPartitions.partition(record.key(), count) != record.partition()) {
            misplaced.add(record);
        }
    }

    Optional<ProducerFault> fault() {
        if (misplaced.isEmpty()) {
            return Optional.empty();
        }
        ConsumerRecord<byte[], byte[]> first = misplaced.get(0);
        return Optional.of(new ProducerFault(
                RejectionReason.WRONG_PARTITION.code(),
                misplaced.size(),
                "records are in another partition than their key belongs to, so they are rejected",
                "record id %s in partition %d, offset %d, belongs to partition %d of %d"
                        .formatted(
                                KeyCheck.text(first.key()),
                                first.partition(),
                                first.offset(),
                                ImportPartitions.partition(first.key(), count),
                                count),
                remedy()));
    }

    private String remedy() {
        return Stream.of(ForeignPartitioner.values())
                .filter(partitioner -> misplaced.stream()
                        .allMatch(record -> partitioner.partition(record.key(), count) == record.partition()))
                .map(partitioner -> partitioner.remedy() + ", and publish these records again")
                .findFirst()
                .or(this::earlierCount)
                .orElse(
                        "set the partitioner as docs/producing.md says for the client, and publish these records again");
    }

    private Optional<String> earlierCount() {
        return IntStream.iterate(count - 1, earlier -> earlier > 0, earlier -> earlier - 1)
                .filter(earlier -> misplaced.stream()
                        .allMatch(record -> ImportPartitions.partition(record.key(), earlier) == record.partition()))
                .mapToObj(earlier -> "the producer takes the topic to have %d partitions: restart it, or %s"
                        .formatted(earlier, ImportPartitions.REMEDY))
                .findFirst();
    }
}
