package org.lodewatch.cli.commands;

import java.util.Optional;
import org.lodewatch.cli.alerts.AlertPrinter;
import org.lodewatch.cli.alerts.Since;
import org.lodewatch.clients.kafka.KafkaCluster;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "alerts",
        description = "When dependence on one supplier passed what a policy allows, and when it fell.")
final class AlertsCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @ArgGroup
    private Choice choice = new Choice();

    @Option(
            names = "--since",
            paramLabel = "YYYY-MM[-DD]",
            converter = SinceConverter.class,
            description = "Only alerts on windows that end with this month or later; with a day, only those published"
                    + " since then (UTC).")
    private Optional<Since> since = Optional.empty();

    static final class Choice {
        @Option(names = "--follow", description = "Goes on with each alert as it comes; with JSON, one a line.")
        private boolean follow;

        @Option(names = "--open", description = "Only the alerts that stand now.")
        private boolean open;
    }

    @Override
    public void run() {
        AlertPrinter printer = new AlertPrinter(lodewatch.screen(), output.json());
        Since from = since.orElseGet(Since::ever);
        try (ShutdownSignal signal = new ShutdownSignal();
                KafkaCluster cluster = connection.connect()) {
            if (choice.open) {
                printer.printOpen(cluster, from);
            } else if (choice.follow) {
                printer.follow(cluster, from, signal.received()::isDone);
            } else {
                printer.printTransitions(cluster, from);
            }
        }
    }
}
