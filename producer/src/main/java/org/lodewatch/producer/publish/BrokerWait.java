package org.lodewatch.producer.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lodewatch.clients.kafka.WaitReports;

/**
 * Reports calls of Kafka's clients that take long: what the feed waits for, for how long, and when it goes on. A call may
 * wait inside the client, so another thread reports it.
 */
final class BrokerWait implements AutoCloseable {

    /** How long the feed has been waiting, in seconds; 0 while it does not wait. */
    static final String METER = "lodewatch.feed.waiting.seconds";

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final String feed;
    private final Supplier<String> diagnosis;
    private final WaitReports reports;
    private final Consumer<String> report;
    private final MeterRegistry registry;
    private final Gauge gauge;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "broker-wait");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param diagnosis finds what is missing, in a part of a sentence; called only to report it
     * @param report prints a line
     */
    BrokerWait(
            String feed,
            Supplier<String> diagnosis,
            WaitReports reports,
            Consumer<String> report,
            MeterRegistry registry) {
        this.feed = feed;
        this.diagnosis = diagnosis;
        this.reports = reports;
        this.report = report;
        this.registry = registry;
        this.gauge = Gauge.builder(METER, reports, wait -> wait.lasted().toMillis() / 1000.0)
                .description("How long the feed has been waiting for Kafka in its present call.")
                .register(registry);
        watch.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How long a wait with these metrics has lasted; zero if there is none. */
    static Duration lasted(MeterRegistry registry) {
        Gauge gauge = registry.find(METER).gauge();
        return gauge == null ? Duration.ZERO : Duration.ofMillis(Math.round(gauge.value() * 1000));
    }

    /** Makes a call. A report of it ends with the call; if the call fails, its exception is the report. */
    <T> T during(Supplier<T> call) {
        reports.begin();
        try {
            T result = call.get();
            reports.end()
                    .ifPresent(lasted ->
                            report.accept("feed %s: Kafka works again after %d s".formatted(feed, lasted.toSeconds())));
            return result;
        } finally {
            reports.end();
        }
    }

    void look() {
        reports.due()
                .ifPresent(lasted -> report.accept("feed %s: waiting for Kafka for %d s: %s"
                        .formatted(feed, lasted.toSeconds(), diagnosis.get())));
    }

    @Override
    public void close() {
        watch.shutdownNow();
        registry.remove(gauge);
    }
}
