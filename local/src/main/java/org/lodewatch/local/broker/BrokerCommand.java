package org.lodewatch.local.broker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.commands.ShutdownSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "broker", description = "Runs a Kafka broker on this machine, for this machine only, until Ctrl-C.")
public final class BrokerCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "The port that it listens on (default: 9092).")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory of its log (default: a temporary one, deleted at the end).")
    private Optional<Path> dataDir = Optional.empty();

    @Override
    public void run() {
        BrokerSetup at = BrokerSetup.single().at(port);
        try (ShutdownSignal signal = new ShutdownSignal();
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(dataDir.map(at::keptIn).orElse(at))) {
            lodewatch.screen().line("broker ready on " + kafka.bootstrapServers());
            CompletableFuture.anyOf(signal.received(), kafka.fatalFault()).join();
            kafka.requireHealthy();
        }
    }
}
