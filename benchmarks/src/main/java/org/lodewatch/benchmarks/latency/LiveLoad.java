package org.lodewatch.benchmarks.latency;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Steady load on an instance that has worked through a log: more of the same trade, and triggers in it, of which it is
 * measured when their shares can be read.
 *
 * @param log what the instance has worked through
 */
public record LiveLoad(Workload log) {

    /** Records a second. */
    public static final int RATE = 1_000;

    private static final int TRIGGERS_A_SECOND = 100;
    private static final int SECONDS_TO_SETTLE = 10;
    private static final int SECONDS = 10;

    /** From when records were due until their shares could be read, milliseconds. */
    public record Waits(double p50, double p99) {}

    /** Keeps up the load. @throws JobFailedException if a record has come to no shares in the end */
    public Waits measure(KafkaCluster cluster) {
        Catalogue catalogue = Catalogue.bundled();
        Triggers triggers = new Triggers(catalogue, List.of("US"), Workload.LAST);
        try (LiveFeed feed = new LiveFeed(cluster, catalogue, log.rest())) {
            triggers.before().forEach(feed::send);
            feed.flush();
            SteadyRun run =
                    new SteadyRun(cluster, feed, triggers, 0, RATE, TRIGGERS_A_SECOND, SECONDS_TO_SETTLE + SECONDS);
            run.run(false);
            run.requireShares();
            Histogram micros = run.shares().micros(run.startNanos() + SECONDS_TO_SETTLE * 1_000_000_000L);
            return new Waits(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
        }
    }
}
