package org.lodewatch.streams.app;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.PartitionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the heap of this JVM is large enough for the partitions that the instance has been assigned. A restore that does
 * not fit would spend minutes in full collections before it ends.
 *
 * <p>If all records of the partitions as different ids would fit, it is. Otherwise it reads one of the partitions, because a
 * log may have many revisions of few ids, and stops as soon as the answer is certain. Not thread-safe.
 */
final class HeapCheck {

    private static final Logger LOG = LoggerFactory.getLogger(HeapCheck.class);

    /** A longer look would compete with the restore that it is to save from. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Map<TopicPartition, Long> records;
    private final long heap;
    private final Supplier<PartitionReader> readers;
    private final Supplier<LogSample> samples;
    private Set<TopicPartition> checked = Set.of();

    /**
     * @param records at most in each partition of customs-imports that has any
     * @param heap maximum in bytes
     * @param readers each connected, without assignment; the check closes it
     */
    HeapCheck(
            Map<TopicPartition, Long> records,
            long heap,
            Supplier<PartitionReader> readers,
            Supplier<LogSample> samples) {
        this.records = records;
        this.heap = heap;
        this.readers = readers;
        this.samples = samples;
    }

    /**
     * Checks partitions, unless they were checked before. Warns if there is little room.
     *
     * @return why they cannot fit, with what to do; empty if they can
     */
    Optional<String> look(Set<TopicPartition> assigned) {
        Set<TopicPartition> present = new HashSet<>(assigned);
        present.retainAll(records.keySet());
        if (checked.containsAll(present)) {
            return Optional.empty();
        }
        checked = present;
        long all = present.stream().mapToLong(records::get).sum();
        // As if each record had an id and a cell of its own.
        HeapNeed most = new HeapNeed(1, all, all);
        if (!most.isNear(heap)) {
            return Optional.empty();
        }
        HeapNeed need = read(present);
        if (need.exceeds(heap)) {
            return Optional.of("the heap is too small: " + need.sentence(heap));
        }
        if (need.isNear(heap)) {
            LOG.warn("the heap is nearly too small: {}", need.sentence(heap));
        }
        return Optional.empty();
    }

    private HeapNeed read(Set<TopicPartition> present) {
        TopicPartition sampled = present.stream()
                .min(Comparator.comparing(TopicPartition::partition))
                .orElseThrow();
        LogSample sample = samples.get();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (PartitionReader reader = readers.get()) {
            reader.startAtBeginning(List.of(sampled));
            reader.readTo(
                    Map.of(sampled, records.get(sampled)),
                    () -> sample.need(present.size()).exceeds(heap) || System.nanoTime() > deadline,
                    record -> sample.add(record.key(), record.value()));
        }
        return sample.need(present.size());
    }
}
