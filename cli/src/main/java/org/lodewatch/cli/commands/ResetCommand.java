package org.lodewatch.cli.commands;

import java.util.List;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.cli.reset.ResetStep;
import org.lodewatch.clients.kafka.KafkaCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "reset",
        description =
                "Lets a stopped topology start over from the log: takes away its changelogs, partials and offsets,"
                        + " and keeps the numbers of alerts. What was published is not published anew as news. A dry run"
                        + " unless --execute.")
final class ResetCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = "lodewatch",
            description = "The application.id of its instances (default: lodewatch).")
    private String applicationId;

    @Option(names = "--execute", description = "Does it. Without this it only says what it would do.")
    private boolean execute;

    @Override
    public void run() {
        Screen screen = lodewatch.screen();
        try (KafkaCluster cluster = connection.connect()) {
            Reset reset = new Reset(cluster, applicationId);
            List<ResetStep> steps = reset.plan();
            for (ResetStep step : steps) {
                screen.line(step.sentence());
                if (execute) {
                    step.execute();
                }
            }
            screen.line(reset.kept());
            screen.line(
                    execute
                            ? "done: start the instances again, and they start over from the log"
                            : "nothing is done yet: run it again with --execute");
        }
    }
}
