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
import org.lodewatch.core.book.WindowRule;

/** Metrics of commits and of restoring, and those of Kafka Streams and its clients. */
final class TopologyMetrics implements AutoCloseable {

    /** Tasks and their metrics change with each rebalance. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topology-metrics");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    TopologyMetrics(KafkaStreams streams, RestoreProgress restore, WindowRule rule, MeterRegistry registry) {
        this.streams = streams;
        Gauge.builder("lodewatch.horizon.months", rule, WindowRule::horizonMonths)
                .description("Months, back from the newest, whose windows are published; 0 for all.")
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "lodewatch.commit.average.seconds",
                        this,
                        own -> own.ofThreads("commit-latency-avg").average().orElse(Double.NaN))
                .description("Average duration of commits over about the last minute, over all threads.")
                .register(registry);
        Gauge.builder(
                        "lodewatch.commit.max.seconds",
                        this,
                        own -> own.ofThreads("commit-latency-max").max().orElse(Double.NaN))
                .description("Duration of the slowest commit of about the last minute.")
                .register(registry);
        Gauge.builder("lodewatch.restore.remaining.records", restore, RestoreProgress::remaining)
                .description("Records of the logs still to be read to restore the state.")
                .register(registry);
        Gauge.builder("lodewatch.restore.restored.records", restore, RestoreProgress::restored)
                .description("Records of the logs that were read to restore the state of the current partitions.")
                .register(registry);
        Gauge.builder("lodewatch.restore.seconds", restore, RestoreProgress::seconds)
                .description("Duration of the current or the last restore.")
                .register(registry);
        Gauge.builder("lodewatch.standby.behind.records", restore, RestoreProgress::standbyBehind)
                .description("Records by which the standbys of this instance are behind.")
                .register(registry);
        metrics = new KafkaStreamsMetrics(streams, List.of(), refresher, REFRESH);
        metrics.bindTo(registry);
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        metrics.close();
    }

    /** Returns a metric of each thread that has a value, in seconds. */
    private DoubleStream ofThreads(String name) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("stream-thread-metrics")
                        && metric.metricName().name().equals(name))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue() / 1000)
                .filter(seconds -> !Double.isNaN(seconds));
    }
}
