package org.lodewatch.benchmarks.replay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.cli.instance.InstancePort;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/**
 * The product under a name that no instance has had, on a cluster with customs-imports alone: instances of the topology with their
 * metrics, exactly once.
 */
final class ReplayedApplication implements AutoCloseable {

    private static final String NAME = "lodewatch-replay";
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int HTTP_OK = 200;

    private final LogShares expected;
    private final long records;
    private final Duration patience;
    private final KafkaCluster cluster;
    private final ScratchDirectory state;
    private final BrokerAddress broker;
    private final Map<String, String> settings;
    private final boolean withPort;

    /**
     * A second start.
     *
     * @param restoredSeconds from the start until all partitions are restored
     * @param answeredSeconds from the start until the API answers, for which it reads all that is published
     */
    record Restart(double restoredSeconds, double answeredSeconds) {}

    /**
     * @param expected all that it must publish
     * @param withPort whether instances have an HTTP port
     */
    ReplayedApplication(
            BrokerAddress broker, LogShares expected, long records, int threads, boolean withPort, Duration patience)
            throws IOException {
        this.broker = broker;
        this.withPort = withPort;
        this.expected = expected;
        this.records = records;
        this.patience = patience;
        Set<String> published = Topics.ofTopology().stream()
                .filter(topic -> topic != Topics.CUSTOMS_IMPORTS)
                .map(Topic::name)
                .collect(Collectors.toSet());
        this.cluster = broker.connectWithout(name -> published.contains(name) || name.startsWith(NAME + "-"));
        PolicyTopic.createTopics(cluster, Optional.empty());
        this.state = ScratchDirectory.create("lodewatch-state-");
        this.settings = new HashMap<>(FirstRecord.settings(Topics.CUSTOMS_IMPORTS.name()));
        settings.put(StreamsConfiguration.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        // A group with the same name would have committed all of the log already.
        settings.put(StreamsConfiguration.APPLICATION_ID, NAME + "-" + System.nanoTime());
        settings.put(StreamsConfiguration.STATE_DIR, state.path().toString());
        settings.put(StreamsConfiguration.THREADS, Integer.toString(threads));
        settings.put(ServiceSettings.PORT, "0");
    }

    /**
     * Replays the log with an instance, and then does something else while it still runs.
     *
     * @param then its second argument throws an exception if the instance has stopped
     */
    @SuppressWarnings("try") // The port answers while it is open.
    ProductJob.ProductReplay replay(BiConsumer<KafkaCluster, Runnable> then) {
        CostMeter meter = broker.meter();
        try (ProcessMetrics metrics = new ProcessMetrics();
                StreamsApp app = new StreamsApp(settings, Catalogue.bundled(), metrics.registry());
                InstancePort port = port(app, metrics);
                TopicReader<byte[], byte[]> reader = cluster.reader(Topics.MINERAL_SHARES.asBytes())) {
            app.start();
            long visible = expected.await(
                    reader, Patience.withCluster(cluster.admin(), patience), () -> requireLive(app.health()));
            CostMeter.Cost cost = meter.cost();
            ProductJob.ProductReplay replay = new ProductJob.ProductReplay(
                    new Measured(records, (visible - FirstRecord.nanoTime()) / 1e9, cost),
                    sum(metrics.registry(), "lodewatch.ledger.records"),
                    sum(metrics.registry(), "lodewatch.ledger.bytes"));
            then.accept(cluster, () -> requireLive(app.health()));
            return replay;
        }
    }

    /** @return null if instances have none */
    private InstancePort port(StreamsApp app, ProcessMetrics metrics) {
        return withPort
                ? InstancePort.open(
                        StreamsConfiguration.of(settings),
                        ServiceSettings.of(settings),
                        Catalogue.bundled(),
                        metrics,
                        app::health)
                : null;
    }

    /**
     * Starts an instance with a port again after a replay.
     *
     * @throws BenchmarkException if what is published differs from before
     */
    Restart restart() {
        long start = System.nanoTime();
        try (ProcessMetrics metrics = new ProcessMetrics();
                StreamsApp app = new StreamsApp(settings, Catalogue.bundled(), metrics.registry());
                InstancePort port = port(app, metrics);
                TopicReader<byte[], byte[]> reader = cluster.reader(Topics.MINERAL_SHARES.asBytes())) {
            app.start();
            HttpClient http = HttpClient.newHttpClient();
            OptionalDouble restored = OptionalDouble.empty();
            OptionalDouble answered = OptionalDouble.empty();
            while (restored.isEmpty() || answered.isEmpty()) {
                requireLive(app.health());
                Polling.pause(PAUSE);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (restored.isEmpty() && app.health().state() == HealthState.RUNNING) {
                    restored = OptionalDouble.of(seconds);
                }
                if (answered.isEmpty() && answers(http, port)) {
                    answered = OptionalDouble.of(seconds);
                }
            }
            expected.await(reader, Patience.withCluster(cluster.admin(), patience), () -> requireLive(app.health()));
            return new Restart(restored.getAsDouble(), answered.getAsDouble());
        }
    }

    /** Whether the API has read all that is published: it answers with 503 before. */
    private static boolean answers(HttpClient http, InstancePort port) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(port.url() + "/api/alerts/numbers"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == HTTP_OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
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

    @Override
    public void close() {
        cluster.close();
        state.close();
    }
}
