package org.lodewatch.service.lag;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The offsets of some topics. A partition whose broker did not answer is missing in the maps.
 *
 * @param topics the topics that exist
 * @param starts the first offset of each partition
 * @param stableEnds the last stable offset, the end for a read_committed consumer
 * @param ends the end for other consumers
 */
record LogState(
        Map<String, Description> topics,
        Map<TopicPartition, Long> starts,
        Map<TopicPartition, Long> stableEnds,
        Map<TopicPartition, Long> ends) {

    /** @param compacted whether records may vanish from the middle */
    record Description(Uuid id, int partitions, boolean compacted) {}

    /** All partitions of the existing topics among these, in order. */
    List<TopicPartition> partitions(Collection<String> names) {
        return names.stream()
                .filter(topics::containsKey)
                .sorted()
                .flatMap(name -> IntStream.range(0, topics.get(name).partitions())
                        .mapToObj(partition -> new TopicPartition(name, partition)))
                .toList();
    }

    OptionalLong start(TopicPartition partition) {
        return offset(starts, partition);
    }

    OptionalLong stableEnd(TopicPartition partition) {
        return offset(stableEnds, partition);
    }

    Description topic(TopicPartition partition) {
        return topics.get(partition.topic());
    }

    /** Whether the position is within the log, including open transactions. */
    boolean holds(PartitionPosition place) {
        return place.offset() <= ends.getOrDefault(place.partition(), -1L);
    }

    private static OptionalLong offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}
