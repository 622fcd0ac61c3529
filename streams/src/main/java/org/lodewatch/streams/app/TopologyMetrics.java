package org.lodewatch.streams.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.DoubleStream;
import org.apache.kafka.streams.KafkaStreams;

/** Measures commits and the restoring of state, and registers what Kafka Streams and its clients measure themselves. */
final class TopologyMetrics implements AutoCloseable {

    /** Tasks, and their metrics, come with each rebalance. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topology-metrics");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    TopologyMetrics(KafkaStreams streams, RestoreProgress restore, MeterRegistry registry) {
        this.streams = streams;
        Gauge.builder(
                        "lodewatch.commit.average.seconds",
                        this,
                        own -> own.ofThreads("commit-latency-avg").average().orElse(Double.NaN))
                .description("How long commits took on average, over the last minute or so and all threads.")
                .register(registry);
        Gauge.builder(
                        "lodewatch.commit.max.seconds",
                        this,
                        own -> own.ofThreads("commit-latency-max").max().orElse(Double.NaN))
                .description("How long the slowest commit took, of the last minute or so.")
                .register(registry);
        Gauge.builder("lodewatch.restore.remaining.records", restore, RestoreProgress::remaining)
                .description("Records of the logs that are still to be read back into the state.")
                .register(registry);
        Gauge.builder("lodewatch.restore.restored.records", restore, RestoreProgress::restored)
                .description("Records of the logs that have been read back into the state of the present partitions.")
                .register(registry);
        Gauge.builder("lodewatch.restore.seconds", restore, RestoreProgress::seconds)
                .description("How long the restoring has taken that is under way, or the last one.")
                .register(registry);
        Gauge.builder("lodewatch.standby.behind.records", restore, RestoreProgress::standbyBehind)
                .description("Records by which the standby copies kept here are behind.")
                .register(registry);
        metrics = new KafkaStreamsMetrics(streams, List.of(), refresher, REFRESH);
        metrics.bindTo(registry);
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        metrics.close();
    }

    /** A time of each thread, in seconds; of those that have any. */
    private DoubleStream ofThreads(String name) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("stream-thread-metrics")
                        && metric.metricName().name().equals(name))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue() / 1000)
                .filter(seconds -> !Double.isNaN(seconds));
    }
}
