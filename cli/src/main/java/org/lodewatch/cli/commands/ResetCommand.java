package org.lodewatch.cli.commands;

import java.util.List;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.clients.kafka.KafkaCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reset",
        description =
                "Makes a stopped topology start over from the log: deletes its changelogs, partials and offsets, and"
                        + " keeps the numbers of alerts. No alert is raised twice. A dry run unless --execute.")
final class ResetCommand extends ClusterCommand implements Runnable {

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = "lodewatch",
            description = "The topology's application.id (default: lodewatch).")
    private String applicationId;

    @Option(names = "--execute", description = "Executes the steps. Without it they are only printed.")
    private boolean execute;

    @Override
    public void run() {
        Screen screen = screen();
        try (KafkaCluster cluster = connect()) {
            Reset reset = new Reset(cluster, applicationId);
            List<Reset.Step> steps = reset.plan();
            for (Reset.Step step : steps) {
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
