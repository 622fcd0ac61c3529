package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.schemas.values.RejectionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of one input partition by outcome. Metrics are updated at flushes only, because updating one takes longer than
 * the ledger takes for a record.
 */
final class ImportCounts {

    private static final Logger LOG = LoggerFactory.getLogger(ImportCounts.class);

    private final int partition;
    private final MeterRegistry registry;
    private final Counter[] counters;
    private final long[] counts;
    private final int misplaced;
    private boolean warned;

    ImportCounts(int partition, MeterRegistry registry) {
        this.partition = partition;
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

    /** Counts a record by its outcome. */
    void count(Outcome outcome) {
        counts[outcome.ordinal()]++;
    }

    /** Counts a rejected record by its reason. */
    void reject(RejectionReason reason) {
        if (reason == RejectionReason.WRONG_PARTITION) {
            reportMisplaced();
        }
        Counter.builder("lodewatch.imports.rejected")
                .description("Records rejected from customs-imports, by reason.")
                .tag("reason", reason.code())
                .register(registry)
                .increment();
    }

    private void reportMisplaced() {
        counts[misplaced]++;
        if (!warned) {
            warned = true;
            LOG.warn(
                    "partition {} of the imports holds records whose keys belong to other partitions; they are rejected:"
                            + " set the partitioner of their producer (docs/producing.md)",
                    partition);
        }
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
