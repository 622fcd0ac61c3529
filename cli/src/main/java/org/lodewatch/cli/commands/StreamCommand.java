package org.lodewatch.cli.commands;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.HealthPaths;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.DependenceApi;
import org.lodewatch.service.backtest.BacktestApi;
import org.lodewatch.service.explain.ExplainApi;
import org.lodewatch.service.lag.LagMeters;
import org.lodewatch.service.lag.LagMonitor;
import org.lodewatch.service.lag.LagScope;
import org.lodewatch.service.whatif.WhatIfApi;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stream",
        description = "Runs an instance of the topology until Ctrl-C: customs imports in, shares and alerts out. Serves"
                + " HTTP at 127.0.0.1:7400, or at http.host and http.port.")
final class StreamCommand extends ClusterCommand implements Runnable {

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private LogOptions log;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the topology or its HTTP port, such as window.months=12; overrides --config."
                    + " `lodewatch settings` lists them.")
    private Map<String, String> settings = new HashMap<>();

    @Override
    public void run() {
        Catalogue loaded = catalogue.load();
        Map<String, String> all = new HashMap<>(given().properties());
        all.putAll(settings);
        StreamsConfiguration configuration = StreamsConfiguration.of(all);
        requireCluster();
        LogOptions.showWarningsOfKafka();
        try (ShutdownSignal signal = new ShutdownSignal();
                ProcessMetrics metrics = new ProcessMetrics();
                StreamsApp app = new StreamsApp(all, loaded, metrics.registry());
                DependenceApi api = api(configuration, loaded);
                LagMonitor lag = lag(configuration);
                ServicePort port = ServicePort.open(
                        ServiceSettings.of(all),
                        new HealthPaths(app::health),
                        metrics,
                        api,
                        new BacktestApi(api, loaded),
                        new WhatIfApi(api, loaded),
                        new ExplainApi(
                                api,
                                loaded,
                                configuration.windowRule(),
                                configuration.clientProperties(),
                                configuration.wireFormats()),
                        lag)) {
            metrics.beforeScrape(api.measure(metrics.registry()));
            LagMeters lagMeters = new LagMeters(metrics.registry());
            metrics.beforeScrape(() -> lag.current().ifPresent(report -> lagMeters.show(report, Instant.now())));
            signal.received().thenRun(app::stop);
            app.start();
            if (!app.isStopping()) {
                screen().line("running on %s; %s".formatted(all.get("bootstrap.servers"), port.url()));
            }
            app.await();
        }
    }

    private static LagMonitor lag(StreamsConfiguration configuration) {
        return LagMonitor.start(
                configuration.clientProperties(),
                new LagScope(configuration.getString(StreamsConfiguration.APPLICATION_ID), Set.of()),
                LagMonitor.INTERVAL);
    }

    private static DependenceApi api(StreamsConfiguration configuration, Catalogue catalogue) {
        return new DependenceApi(configuration.clientProperties(), configuration.wireFormats(), catalogue);
    }
}
