package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Looks up the offsets at which partitions begin and end. */
public final class PartitionOffsets {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

    private PartitionOffsets() {}

    /** The first offset of each partition. */
    public static Map<TopicPartition, Long> earliest(Admin admin, Collection<TopicPartition> partitions) {
        return offsets(admin, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The last stable offset of each partition: where a reader of committed records stops. */
    public static Map<TopicPartition, Long> latestStable(Admin admin, Collection<TopicPartition> partitions) {
        return offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /**
     * The last stable offset of each partition, at or after everything that was committed before this call.
     * {@code commitTransaction()} returns before the markers are in the partitions; until then a reader of committed records
     * does not get the transaction. This waits until the last stable offset has passed the records written before the call,
     * for five seconds at most: other transactions may stay open for longer.
     */
    public static Map<TopicPartition, Long> settled(Admin admin, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> written = latest(admin, partitions);
        return Polling.until(
                stable -> written.entrySet().stream().allMatch(end -> stable.get(end.getKey()) >= end.getValue()),
                () -> latestStable(admin, partitions),
                PAUSE,
                LONGEST_COMMIT);
    }

    /** The end of each partition, records of open transactions included. */
    public static Map<TopicPartition, Long> latest(Admin admin, Collection<TopicPartition> partitions) {
        return offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        KafkaFutures.await(admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
