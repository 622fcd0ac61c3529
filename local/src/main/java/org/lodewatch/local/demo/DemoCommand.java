package org.lodewatch.local.demo;

import java.time.Duration;
import java.util.Optional;
import org.lodewatch.cli.commands.CatalogueOption;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.commands.ShutdownSignal;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.LoopbackPorts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        description =
                "Replays real imports of the United States through all of Lodewatch, in this process: prints alerts as"
                        + " they are raised, then the shares. Needs nothing else, and leaves nothing behind.")
public final class DemoCommand implements Runnable {

    private static final int DEFAULT_PORT = 9092;
    private static final Duration PACE = Duration.ofMillis(100);

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private CatalogueOption catalogue;

    @Option(names = "--exit", description = "Ends after the table, instead of running until Ctrl-C.")
    private boolean exit;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of its broker (default: " + DEFAULT_PORT + ", or a free one if that is taken).")
    private Optional<Integer> port = Optional.empty();

    @Override
    public void run() {
        try (ShutdownSignal signal = new ShutdownSignal()) {
            new Demo(catalogue.load(), lodewatch.screen(), exit ? Duration.ZERO : PACE, signal.received())
                    .run(broker(), !exit);
        }
    }

    private BrokerSetup broker() {
        BrokerSetup any = BrokerSetup.single();
        if (port.isPresent()) {
            return any.at(port.get());
        }
        return !exit && LoopbackPorts.isFree(DEFAULT_PORT) ? any.at(DEFAULT_PORT) : any;
    }
}
