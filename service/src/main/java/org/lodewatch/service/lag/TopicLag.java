package org.lodewatch.service.lag;

import java.util.List;
import java.util.OptionalDouble;

/** How far a group is behind in a topic. */
public record TopicLag(String topic, List<PartitionLag> partitions) {

    public TopicLag {
        partitions = List.copyOf(partitions);
    }

    /** All partitions together. */
    public Lag lag() {
        return Lag.total(partitions.stream().map(PartitionLag::lag));
    }

    /** The worst of the partitions. */
    public LagStatus status() {
        return LagStatus.worst(partitions.stream().map(PartitionLag::status));
    }

    /** Of all partitions together; empty where one cannot be told. */
    public OptionalDouble offsetsPerSecond() {
        return partitions.stream()
                        .anyMatch(partition -> partition.offsetsPerSecond().isEmpty())
                ? OptionalDouble.empty()
                : OptionalDouble.of(partitions.stream()
                        .mapToDouble(partition -> partition.offsetsPerSecond().getAsDouble())
                        .sum());
    }
}
