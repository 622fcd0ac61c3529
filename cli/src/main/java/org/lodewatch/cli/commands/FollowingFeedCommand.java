package org.lodewatch.cli.commands;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.cli.imports.FeedPort;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.service.ServiceSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A feed that can follow its source until Ctrl-C, and then shows its health and metrics over HTTP. */
abstract class FollowingFeedCommand extends FeedCommand {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Shows the feed's health and metrics over HTTP; 0 is any free port (default: not shown).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            description = "The address of --http-port; 0.0.0.0 is every address (default: 127.0.0.1).")
    private Optional<String> host = Optional.empty();

    @Mixin
    private LogOptions log;

    @Mixin
    private WaitOption wait;

    /** Connects, or waits for a broker first. @param signal ends the wait */
    final KafkaCluster connect(ShutdownSignal signal) {
        return wait.connect(this::connect, screen(), signal::comesWithin);
    }

    /** Opens the HTTP port, if one is wanted. */
    final FeedPort openPort(KafkaCluster cluster) {
        if (port.isEmpty()) {
            return FeedPort.closed();
        }
        Map<String, Object> http = new HashMap<>(cluster.settings().properties());
        http.put(ServiceSettings.PORT, port.get());
        host.ifPresent(given -> http.put(ServiceSettings.HOST, given));
        FeedPort open = FeedPort.open(ServiceSettings.of(http), http);
        screen().line("health and metrics at " + open.url());
        return open;
    }
}
