package org.lodewatch.cli.imports;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.lodewatch.clients.kafka.WaitReports;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.service.BrokerContact;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthPaths;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;

/**
 * The health and the metrics of a feed, and the HTTP port that shows them, if one is wanted. A feed is live while it
 * runs, and ready once it has read everything that its source had at first, unless the broker does not answer.
 */
public final class FeedPort implements AutoCloseable {

    private final Optional<ProcessMetrics> metrics;
    private final MeterRegistry registry;
    private final Optional<BrokerContact> broker;
    private final Optional<ServicePort> port;
    private volatile Optional<Instant> lastRead = Optional.empty();
    private volatile Optional<String> fault = Optional.empty();
    private final AtomicLong files = new AtomicLong();

    private FeedPort(Optional<ServiceSettings> settings, Map<String, Object> kafka) {
        metrics = settings.map(given -> new ProcessMetrics());
        registry = metrics.map(ProcessMetrics::registry).orElseGet(CompositeMeterRegistry::new);
        Gauge.builder("lodewatch.feed.last.look.timestamp.seconds", this, FeedPort::lastReadSeconds)
                .description("When the feed last read its source with success, in seconds since 1970.")
                .register(registry);
        broker = settings.map(given -> new BrokerContact(kafka, given.brokerTimeout()));
        port = settings.map(given -> ServicePort.open(given, new HealthPaths(this::health), metrics.orElseThrow()));
    }

    /** Without an HTTP port. */
    public static FeedPort closed() {
        return new FeedPort(Optional.empty(), Map.of());
    }

    /**
     * @param kafka client properties: a feed that has nothing to publish asks the broker nothing itself
     * @throws org.lodewatch.schemas.OperatorException if the port cannot be opened
     */
    public static FeedPort open(ServiceSettings settings, Map<String, Object> kafka) {
        return new FeedPort(Optional.of(settings), kafka);
    }

    public String url() {
        return port.orElseThrow().url();
    }

    /** Where the feed and its clients register their meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Records that the feed has read everything that its source has for now. */
    public void caughtUp() {
        lastRead = Optional.of(Instant.now());
        fault = Optional.empty();
    }

    /** Records that the feed has dealt with a file: that it works, although others may be left of those that it found at first. */
    public void tookFile() {
        files.incrementAndGet();
    }

    /** Records that the feed cannot go on, until it has read its source again. */
    public void failing(String why) {
        fault = Optional.of(why);
    }

    private Health health() {
        boolean ready = lastRead.isPresent();
        Health health = new Health(true, ready, ready ? HealthState.FOLLOWING : HealthState.STARTING, progress());
        Health judged = fault.or(this::waiting)
                .map(why -> health.notReady(HealthState.FAILING, why))
                .orElse(health);
        return broker.map(contact -> contact.judge(judged)).orElse(judged);
    }

    /** The number of files, of a feed that reads files. */
    private Map<String, Long> progress() {
        return files.get() == 0 ? Map.of() : Map.of("files", files.get());
    }

    /** The log says what is missing. */
    private Optional<String> waiting() {
        Duration waiting = ImportPublisher.waiting(registry);
        return waiting.compareTo(WaitReports.FIRST) < 0
                ? Optional.empty()
                : Optional.of("the feed has been waiting for Kafka for %d s".formatted(waiting.toSeconds()));
    }

    private double lastReadSeconds() {
        return lastRead.map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }

    @Override
    public void close() {
        port.ifPresent(ServicePort::close);
        broker.ifPresent(BrokerContact::close);
        metrics.ifPresent(ProcessMetrics::close);
    }
}
