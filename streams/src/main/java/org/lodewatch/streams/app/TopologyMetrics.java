package org.lodewatch.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/** Registers the metrics of Kafka Streams and its clients, the ledger's counts among them, as they come and go. */
final class TopologyMetrics implements AutoCloseable {

    /** Tasks, and their metrics, come with each rebalance. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topology-metrics");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaStreamsMetrics metrics;

    TopologyMetrics(KafkaStreams streams, MeterRegistry registry) {
        metrics = new KafkaStreamsMetrics(streams, List.of(), refresher, REFRESH);
        metrics.bindTo(registry);
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        metrics.close();
    }
}
