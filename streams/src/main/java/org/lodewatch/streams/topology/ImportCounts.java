package org.lodewatch.streams.topology;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.lodewatch.streams.ledger.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what became of the records of one input partition, as metrics {@code <outcome>-total} of the group
 * {@code lodewatch-ledger}. Metrics are told at flushes, since telling one costs more than the ledger does.
 */
final class ImportCounts {

    private static final Logger LOG = LoggerFactory.getLogger(ImportCounts.class);

    private static final String MISPLACED = "misplaced";

    private final int partition;
    private final int partitions;
    private final Sensor[] sensors;
    private final long[] counts;
    private final int misplaced;
    private boolean warned;

    ImportCounts(ProcessorContext<?, ?> context, int partitions) {
        this.partition = context.taskId().partition();
        this.partitions = partitions;
        this.misplaced = Outcome.values().length;
        this.counts = new long[misplaced + 1];
        this.sensors = new Sensor[misplaced + 1];
        for (Outcome outcome : Outcome.values()) {
            sensors[outcome.ordinal()] =
                    sensor(context, outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        sensors[misplaced] = sensor(context, MISPLACED);
    }

    /**
     * Counts a record by its outcome, and once more if it does not stand where Kafka's default partitioning puts its id:
     * then another revision of it may stand in another partition, and be counted there too.
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

    /** Tells the metrics what has been counted since the last time. */
    void flush() {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                sensors[i].record(counts[i]);
            }
        }
        Arrays.fill(counts, 0);
    }

    private static Sensor sensor(ProcessorContext<?, ?> context, String name) {
        Sensor sensor = context.metrics().addSensor(context.taskId() + "-imports-" + name, Sensor.RecordingLevel.INFO);
        sensor.add(
                new MetricName(
                        name + "-total",
                        "lodewatch-ledger",
                        "Customs import records of an input partition that came to this.",
                        Map.of("task-id", context.taskId().toString())),
                new CumulativeSum());
        return sensor;
    }
}
