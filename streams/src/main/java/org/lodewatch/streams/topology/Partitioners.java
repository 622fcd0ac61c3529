package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.streams.partials.PartialsCheck;

/** Chooses the partitions that the topology writes to. */
public final class Partitioners {

    private Partitioners() {}

    /** Returns the partition of the second half, and of its stores' changelogs, that holds all books of an owner. */
    public static int partition(Owner owner, int partitions) {
        return PartialsCheck.partition(owner, partitions);
    }

    /** All partials of a dataset and reporter go to one partition; a begin or an end goes to every partition. */
    static StreamPartitioner<String, SpecificRecord> byOwner() {
        return (topic, key, partial, partitions) -> {
            if (partial instanceof BookPartial book) {
                return Optional.of(Set.of(partition(new Owner(book.getDataset(), book.getReporter()), partitions)));
            }
            if (partial instanceof ClockPartial clock) {
                return Optional.of(Set.of(partition(new Owner(clock.getDataset(), clock.getReporter()), partitions)));
            }
            return Optional.of(every(partitions));
        };
    }

    /** All windows of a book go to one partition, which keeps them in order. */
    static StreamPartitioner<String, MineralShares> byBook() {
        return (topic, key, shares, partitions) ->
                Optional.of(Set.of(partition(key.substring(0, key.indexOf('@')), partitions)));
    }

    /** A policy goes to every partition, because each may hold books that the policy selects. */
    static StreamPartitioner<String, DependencePolicy> toEveryPartition() {
        return (topic, id, policy, partitions) -> Optional.of(every(partitions));
    }

    private static int partition(String key, int partitions) {
        return ImportPartitions.partition(key.getBytes(UTF_8), partitions);
    }

    private static Set<Integer> every(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
    }
}
