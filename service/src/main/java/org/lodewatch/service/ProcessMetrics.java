package org.lodewatch.service;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** {@code /metrics} in Prometheus' text format: the JVM, the process, and all meters of the registry. */
public final class ProcessMetrics implements Consumer<RoutesConfig>, AutoCloseable {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Runnable> refreshers = new CopyOnWriteArrayList<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public ProcessMetrics() {
        registry.config().meterFilter(new ShownMeters());
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        new LongLivedHeap().bindTo(registry);
    }

    /** The registry for all meters of the process. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Adds a task that runs before each scrape. */
    public void beforeScrape(Runnable refresher) {
        refreshers.add(refresher);
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/metrics", request -> request.contentType(TEXT_FORMAT).result(scrape()));
    }

    private synchronized String scrape() {
        refreshers.forEach(Runnable::run);
        return registry.scrape(TEXT_FORMAT);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
