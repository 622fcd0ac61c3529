package org.lodewatch.service.lag;

import java.util.List;
import java.util.OptionalDouble;

/** The lag of a group in a topic. */
public record TopicLag(String topic, List<PartitionLag> partitions) {

    public TopicLag {
        partitions = List.copyOf(partitions);
    }

    /** The lag of all partitions. */
    public Lag lag() {
        return Lag.total(partitions.stream().map(PartitionLag::lag));
    }

    /** The worst status of the partitions. */
    public LagStatus status() {
        return LagStatus.worst(partitions.stream().map(PartitionLag::status));
    }

    /** The rate of all partitions; empty if one is unknown. */
    public OptionalDouble offsetsPerSecond() {
        return partitions.stream()
                        .anyMatch(partition -> partition.offsetsPerSecond().isEmpty())
                ? OptionalDouble.empty()
                : OptionalDouble.of(partitions.stream()
                        .mapToDouble(partition -> partition.offsetsPerSecond().getAsDouble())
                        .sum());
    }
}
