package org.lodewatch.cli.commands;

import java.util.HashMap;
import java.util.Map;
import org.lodewatch.cli.instance.InstancePort;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServiceSettings;
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

    @Mixin
    private WaitOption wait;

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
        requireCluster(wait);
        LogOptions.showWarningsOfKafka();
        try (ShutdownSignal signal = new ShutdownSignal().watchingClock();
                ProcessMetrics metrics = new ProcessMetrics();
                StreamsApp app = new StreamsApp(all, loaded, metrics.registry());
                InstancePort port =
                        InstancePort.open(configuration, ServiceSettings.of(all), loaded, metrics, app::health)) {
            signal.received().thenRun(app::stop);
            app.start();
            if (!app.isStopping()) {
                screen().line("running on %s; %s".formatted(all.get("bootstrap.servers"), port.url()));
            }
            app.await();
        }
    }
}
