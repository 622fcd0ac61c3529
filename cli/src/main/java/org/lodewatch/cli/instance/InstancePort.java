package org.lodewatch.cli.instance;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.BrokerContact;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthPaths;
import org.lodewatch.service.LongLivedHeap;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.DependenceApi;
import org.lodewatch.service.api.PolicyReview;
import org.lodewatch.service.backtest.BacktestApi;
import org.lodewatch.service.backtest.PublishedBacktest;
import org.lodewatch.service.catalogue.CatalogueApi;
import org.lodewatch.service.explain.ExplainApi;
import org.lodewatch.service.lag.InstancesApi;
import org.lodewatch.service.lag.LagMeters;
import org.lodewatch.service.lag.LagMonitor;
import org.lodewatch.service.lag.LagScope;
import org.lodewatch.service.method.MethodApi;
import org.lodewatch.service.openapi.OpenApi;
import org.lodewatch.service.page.WebPage;
import org.lodewatch.service.policies.PolicyApi;
import org.lodewatch.service.rejected.RejectedApi;
import org.lodewatch.service.whatif.WhatIfApi;
import org.lodewatch.streams.app.StreamsConfiguration;

/** The HTTP port of an instance of the topology: health, metrics, lag, the JSON API and the page. */
public final class InstancePort implements AutoCloseable {

    private final DependenceApi api;
    private final LagMonitor lag;
    private final BrokerContact broker;
    private final ServicePort port;

    private InstancePort(DependenceApi api, LagMonitor lag, BrokerContact broker, ServicePort port) {
        this.api = api;
        this.lag = lag;
        this.broker = broker;
        this.port = port;
    }

    /**
     * Opens the port, and starts to read the published topics and to measure lag.
     *
     * @param metrics of the process; shares, alerts and lag are added
     * @param health of the topology
     * @throws org.lodewatch.schemas.OperatorException if the port cannot be opened
     */
    public static InstancePort open(
            StreamsConfiguration configuration,
            ServiceSettings settings,
            Catalogue catalogue,
            ProcessMetrics metrics,
            Supplier<Health> health) {
        DependenceApi api = new DependenceApi(
                configuration.clientProperties(),
                configuration.wireFormats(),
                catalogue,
                Path.of(configuration.getString(StreamsConfiguration.STATE_DIR)));
        LagMonitor lag = LagMonitor.start(
                configuration.clientProperties(),
                new LagScope(configuration.getString(StreamsConfiguration.APPLICATION_ID), Set.of()),
                LagMonitor.INTERVAL);
        PublishedBacktest backtest = new PublishedBacktest(api, catalogue);
        BrokerContact broker = new BrokerContact(configuration.clientProperties(), settings.brokerTimeout());
        LongLivedHeap heap = new LongLivedHeap();
        Supplier<Health> judged =
                () -> lag.judge(heap.judge(api.judge(broker.judge(health.get()), settings.brokerTimeout())));
        try {
            ServicePort port = ServicePort.open(
                    settings,
                    new HealthPaths(judged),
                    broker,
                    metrics,
                    api,
                    new PolicyApi(
                            api,
                            backtest,
                            () -> PolicyReview.connect(catalogue, configuration.clientProperties()),
                            api.policyChanges()),
                    new BacktestApi(api, backtest, catalogue),
                    new CatalogueApi(catalogue),
                    new MethodApi(),
                    new WhatIfApi(api, catalogue),
                    new ExplainApi(
                            api,
                            catalogue,
                            configuration.windowRule(),
                            configuration.clientProperties(),
                            configuration.wireFormats()),
                    lag,
                    new InstancesApi(lag, judged, metrics.registry(), settings.grafana()),
                    new RejectedApi(configuration.clientProperties(), configuration.wireFormats(), lag::datasetsOfFeed),
                    new OpenApi(),
                    WebPage.of(settings));
            metrics.beforeScrape(api.measure(metrics.registry()));
            LagMeters lagMeters = new LagMeters(metrics.registry());
            metrics.beforeScrape(() -> lag.current().ifPresent(report -> lagMeters.show(report, Instant.now())));
            return new InstancePort(api, lag, broker, port);
        } catch (RuntimeException e) {
            broker.close();
            lag.close();
            api.close();
            throw e;
        }
    }

    /** The URL on this machine, such as {@code http://127.0.0.1:7400}. */
    public String url() {
        return port.url();
    }

    @Override
    public void close() {
        port.close();
        broker.close();
        lag.close();
        api.close();
    }
}
