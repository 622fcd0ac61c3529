package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.lodewatch.cli.imports.FolderImport;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.dropfolder.DropFolder;
import org.lodewatch.producer.dropfolder.FileFeeds;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "drop-folder",
        description = "From the files in a folder (" + FileFeeds.ENDINGS + "), the oldest first: each is published once"
                + " it is complete, and moved to done/ or failed/ with a report beside it. Names that begin with a dot"
                + " or end in .part, .tmp or .filepart are left alone. Exit code 3 if a file failed, or some rows could"
                + " not be used.")
final class DropFolderCommand implements Callable<Integer> {

    @ParentCommand
    private ProduceCommand produce;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private RowOptions rows;

    @Mixin
    private SeparatorOption separator;

    @Mixin
    private FeedPortOptions http;

    @Mixin
    private LogOptions log;

    @Parameters(paramLabel = "DIR", description = "The folder: on this machine, or mounted.")
    private Path folder;

    @Option(names = "--follow", description = "Goes on with each file as it comes, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a file must have kept its size and time to count as complete, such as 500ms, 5s or"
                    + " 2m (default: 5s); 0s where all files come by being renamed.")
    private Duration settle = Duration.ofSeconds(5);

    @Override
    public Integer call() {
        FolderImport files = new FolderImport(
                folder,
                new DropFolder.Settings(new FileFeeds(rows.columns(), separator.separator()), settle, rows.partial()));
        Catalogue countries = catalogue.load();
        try (ShutdownSignal signal = new ShutdownSignal();
                KafkaCluster cluster = connection.connect();
                FeedPort port = http.open(cluster.settings(), produce.screen())) {
            boolean allUsed =
                    files.publish(cluster, countries, produce.screen(), follow, port.health(), signal.received());
            return allUsed || follow ? ExitCode.OK : ProduceCommand.SOME_REJECTED;
        }
    }
}
