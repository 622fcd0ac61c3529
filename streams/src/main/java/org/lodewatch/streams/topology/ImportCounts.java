package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.utils.Utils;
import org.lodewatch.core.ledger.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of one input partition by outcome. Metrics are updated at flushes only, because updating one takes longer than
 * the ledger takes for a record.
 */
final class ImportCounts {

    private static final Logger LOG = LoggerFactory.getLogger(ImportCounts.class);

    private final int partition;
    private final int partitions;
    private final MeterRegistry registry;
    private final Counter[] counters;
    private final long[] counts;
    private final int misplaced;
    private boolean warned;

    ImportCounts(int partition, int partitions, MeterRegistry registry) {
        this.partition = partition;
        this.partitions = partitions;
        this.registry = registry;
        this.misplaced = Outcome.values().length;
        this.counts = new long[misplaced + 1];
        this.counters = new Counter[misplaced + 1];
        for (Outcome outcome : Outcome.values()) {
            counters[outcome.ordinal()] = Counter.builder("lodewatch.imports")
                    .description("Records read from customs-imports, by outcome.")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        counters[misplaced] = Counter.builder("lodewatch.imports.misplaced")
                .description("Records in another partition than the one of their key.")
                .register(registry);
    }

    /**
     * Counts a record by its outcome, and as misplaced if it is in another partition than Kafka's default partitioning chooses:
     * then another revision of it may be in that partition, and both are counted in the shares.
     */
    void count(Outcome outcome, byte[] key) {
        counts[outcome.ordinal()]++;
        if (outcome == Outcome.REJECTED || outcome == Outcome.PERIOD_COMPLETE) {
            return;
        }
        int expected = Utils.toPositive(Utils.murmur2(key)) % partitions;
        if (expected == partition) {
            return;
        }
        counts[misplaced]++;
        if (!warned) {
            warned = true;
            LOG.warn(
                    "partition {} of the imports holds record ids that Kafka's default partitioning puts elsewhere, such"
                            + " as one into {}: set every producer's partitioner to murmur2, or revisions are counted"
                            + " twice",
                    partition,
                    expected);
        }
    }

    /** Counts a rejected record by its reason. */
    void reject(String reason) {
        Counter.builder("lodewatch.imports.rejected")
                .description("Records rejected from customs-imports, by reason.")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** Adds the counts since the last call to the metrics. */
    void flush() {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                counters[i].increment(counts[i]);
            }
        }
        Arrays.fill(counts, 0);
    }
}
