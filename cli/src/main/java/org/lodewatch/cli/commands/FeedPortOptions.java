package org.lodewatch.cli.commands;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.service.ServiceSettings;
import picocli.CommandLine.Option;

/** Whether a feed shows its health and metrics over HTTP, and where. */
final class FeedPortOptions {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Shows the feed's health and metrics over HTTP; 0 is any free port (default: not shown).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            description = "Address to show them at; 0.0.0.0 is every one (default: 127.0.0.1).")
    private Optional<String> host = Optional.empty();

    FeedPort open(ClientSettings settings, Screen screen) {
        if (port.isEmpty()) {
            return FeedPort.closed();
        }
        Map<String, Object> http = new HashMap<>(settings.properties());
        http.put(ServiceSettings.PORT, port.get());
        host.ifPresent(given -> http.put(ServiceSettings.HOST, given));
        FeedPort open = FeedPort.open(ServiceSettings.of(http));
        screen.line("health and metrics at " + open.url());
        return open;
    }
}
