package org.lodewatch.service.lag;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The lag of a group in a partition.
 *
 * @param committed the group's committed offset; empty if it has committed none
 * @param start the log's first offset; empty if the broker does not report it
 * @param end the last stable offset, the end for a read_committed consumer
 * @param offsetsPerSecond the rate of the group, including transaction markers; empty if unknown
 */
public record PartitionLag(
        String topic,
        int partition,
        OptionalLong committed,
        OptionalLong start,
        OptionalLong end,
        Lag lag,
        OptionalDouble offsetsPerSecond,
        LagStatus status) {

    PartitionLag unknown() {
        return new PartitionLag(
                topic, partition, committed, start, end, Lag.UNKNOWN, OptionalDouble.empty(), LagStatus.UNKNOWN);
    }
}
