package org.lodewatch.cli.commands;

import java.util.Optional;
import org.lodewatch.cli.imports.FeedHealth;
import org.lodewatch.service.HealthPaths;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;

/** Where a feed that runs for long shows its health and metrics, if it was asked to. */
final class FeedPort implements AutoCloseable {

    private final FeedHealth health;
    private final Optional<ProcessMetrics> metrics;
    private final Optional<ServicePort> port;

    private FeedPort(Optional<ServiceSettings> settings) {
        metrics = settings.map(given -> new ProcessMetrics());
        health = metrics.map(shown -> new FeedHealth(shown.registry())).orElseGet(FeedHealth::new);
        port = settings.map(given -> ServicePort.open(given, new HealthPaths(health::now), metrics.orElseThrow()));
    }

    /** One that nobody can reach. */
    static FeedPort closed() {
        return new FeedPort(Optional.empty());
    }

    /** @throws org.lodewatch.schemas.OperatorException if nothing can listen there */
    static FeedPort open(ServiceSettings settings) {
        return new FeedPort(Optional.of(settings));
    }

    /** What it shows. */
    FeedHealth health() {
        return health;
    }

    String url() {
        return port.orElseThrow().url();
    }

    @Override
    public void close() {
        port.ifPresent(ServicePort::close);
        metrics.ifPresent(ProcessMetrics::close);
    }
}
