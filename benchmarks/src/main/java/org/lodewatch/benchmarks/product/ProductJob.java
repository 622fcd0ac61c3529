package org.lodewatch.benchmarks.product;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.CostMeter;
import org.lodewatch.benchmarks.frame.FirstRecord;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.benchmarks.trade.LogShares;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/**
 * The product path: an instance of the topology, exactly once, measured by its metrics as in earnest, over all of
 * customs-imports.
 *
 * @param shares file of the {@link LogShares} that it must publish, all windows of all books
 */
public record ProductJob(RigAddress rig, String shares, long records, int threads) implements Job<ProductRun> {

    private static final String APPLICATION = "lodewatch-replay";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public ProductRun run() throws IOException {
        return run(cluster -> {});
    }

    /** Does it, then something else while the instance still runs. */
    public ProductRun run(Consumer<KafkaCluster> then) throws IOException {
        LogShares expected = LogShares.read(Path.of(shares));
        try (KafkaCluster cluster = rig.connect();
                ScratchDirectory state = ScratchDirectory.create("lodewatch-state-")) {
            FreshTopics.renew(cluster, APPLICATION);
            FirstRecord.forget();
            CostMeter meter = rig.meter();
            try (ProcessMetrics metrics = new ProcessMetrics();
                    StreamsApp app = new StreamsApp(settings(state), Catalogue.bundled(), metrics.registry());
                    TopicReader<byte[], byte[]> reader = cluster.reader(Topics.MINERAL_SHARES.asBytes())) {
                app.start();
                long visible = expected.await(reader, PATIENCE);
                Cost cost = meter.cost();
                ProductRun run = new ProductRun(
                        new Measured(records, (visible - FirstRecord.nanoTime()) / 1e9, cost),
                        sum(metrics.registry(), "lodewatch.ledger.records"),
                        sum(metrics.registry(), "lodewatch.ledger.bytes"));
                then.accept(cluster);
                return run;
            }
        }
    }

    /** Over all partitions. */
    private static long sum(MeterRegistry registry, String gauge) {
        return (long)
                registry.find(gauge).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private Map<String, String> settings(ScratchDirectory state) {
        Map<String, String> settings = new HashMap<>(FirstRecord.of(Topics.CUSTOMS_IMPORTS.name()));
        settings.putAll(Map.of(
                StreamsConfiguration.BOOTSTRAP_SERVERS,
                rig.bootstrapServers(),
                StreamsConfiguration.APPLICATION_ID,
                // Of the same name, the group would have committed all of the log already.
                APPLICATION + "-" + System.nanoTime(),
                StreamsConfiguration.STATE_DIR,
                state.path().toString(),
                StreamsConfiguration.THREADS,
                Integer.toString(threads)));
        return settings;
    }
}
