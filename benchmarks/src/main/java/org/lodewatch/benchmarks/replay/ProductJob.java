package org.lodewatch.benchmarks.replay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Health;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/**
 * The product: an instance of the topology with its metrics, exactly once, over all of customs-imports.
 *
 * @param shares file of the {@link LogShares}, all of which it must publish
 */
record ProductJob(BrokerAddress broker, String shares, long records, int threads)
        implements Job<ProductJob.ProductReplay> {

    private static final String APPLICATION = "lodewatch-replay";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * One replay.
     *
     * @param ledgerIds record ids in its ledgers
     * @param ledgerBytes memory of the ledgers
     */
    record ProductReplay(Measured measured, long ledgerIds, long ledgerBytes) {

        double ledgerBytesPerId() {
            return (double) ledgerBytes / ledgerIds;
        }
    }

    @Override
    public ProductReplay run() throws IOException {
        return run((cluster, check) -> {});
    }

    /**
     * Replays, and then does something else while the instance still runs.
     *
     * @param then its second argument throws an exception if the instance has stopped
     */
    ProductReplay run(BiConsumer<KafkaCluster, Runnable> then) throws IOException {
        LogShares expected = LogShares.read(Path.of(shares));
        Set<String> published = Topics.ofTopology().stream()
                .filter(topic -> topic != Topics.CUSTOMS_IMPORTS)
                .map(Topic::name)
                .collect(Collectors.toSet());
        try (KafkaCluster cluster =
                        broker.connectWithout(name -> published.contains(name) || name.startsWith(APPLICATION + "-"));
                ScratchDirectory state = ScratchDirectory.create("lodewatch-state-")) {
            PolicyTopic.createTopics(cluster, Optional.empty());
            CostMeter meter = broker.meter();
            try (ProcessMetrics metrics = new ProcessMetrics();
                    StreamsApp app = new StreamsApp(settings(state), Catalogue.bundled(), metrics.registry());
                    TopicReader<byte[], byte[]> reader = cluster.reader(Topics.MINERAL_SHARES.asBytes())) {
                app.start();
                long visible = expected.await(
                        reader, Patience.withCluster(cluster.admin(), PATIENCE), () -> requireLive(app.health()));
                CostMeter.Cost cost = meter.cost();
                ProductReplay replay = new ProductReplay(
                        new Measured(records, (visible - FirstRecord.nanoTime()) / 1e9, cost),
                        sum(metrics.registry(), "lodewatch.ledger.records"),
                        sum(metrics.registry(), "lodewatch.ledger.bytes"));
                then.accept(cluster, () -> requireLive(app.health()));
                return replay;
            }
        }
    }

    /** @throws BenchmarkException if the instance cannot work any more, though it has perhaps not ended */
    static void requireLive(Health health) {
        if (!health.live()) {
            throw new BenchmarkException("the instance stopped: "
                    + health.reason().orElse(health.state().name()));
        }
    }

    /** Over all partitions. */
    private static long sum(MeterRegistry registry, String gauge) {
        return (long)
                registry.find(gauge).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private Map<String, String> settings(ScratchDirectory state) {
        Map<String, String> settings = new HashMap<>(FirstRecord.settings(Topics.CUSTOMS_IMPORTS.name()));
        settings.put(StreamsConfiguration.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        // A group with the same name would have committed all of the log already.
        settings.put(StreamsConfiguration.APPLICATION_ID, APPLICATION + "-" + System.nanoTime());
        settings.put(StreamsConfiguration.STATE_DIR, state.path().toString());
        settings.put(StreamsConfiguration.THREADS, Integer.toString(threads));
        return settings;
    }
}
