package org.lodewatch.local.cli;

import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        description =
                "Recomputes every share from the log in a plain batch, and compares it with what was published, cent"
                        + " for cent.")
final class VerifyCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private OutputOption output;

    @Override
    public void run() {
        try (KafkaCluster cluster = connection.connect()) {
            throw new OperatorException(
                    "verify cannot compare yet what is at " + cluster.settings().bootstrapServers());
        }
    }
}
