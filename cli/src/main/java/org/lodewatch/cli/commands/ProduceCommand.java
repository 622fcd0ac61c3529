package org.lodewatch.cli.commands;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.lodewatch.cli.imports.FileImport;
import org.lodewatch.cli.imports.ImportOutcome;
import org.lodewatch.cli.imports.PollingImport;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "produce",
        description = "Publishes customs imports from a feed, exactly once, and goes on where it was stopped.",
        subcommands = {CensusCommand.class, CensusBulkCommand.class, ComtradeCommand.class, DropFolderCommand.class})
public final class ProduceCommand {

    /** Everything was read, but some rows could not be used. */
    public static final int SOME_REJECTED = 3;

    @ParentCommand
    private LodewatchCommand lodewatch;

    Screen screen() {
        return lodewatch.screen();
    }

    @Command(
            name = "csv",
            description = "From CSV files with a header, gzipped or not. Exit code 3 if some rows could not be used:"
                    + " they are in customs-imports-rejected, with the reason.")
    int csv(
            @Mixin ConnectionOptions connection,
            @Mixin CatalogueOption catalogue,
            @Mixin FileOptions files,
            @Mixin SeparatorOption separator) {
        return publish(new FileImport.Format.Csv(separator.separator()), connection, catalogue, files);
    }

    @Command(
            name = "jsonl",
            description = "From files with a JSON object a line, gzipped or not. Exit code 3 if some rows could not be"
                    + " used: they are in customs-imports-rejected, with the reason.")
    int jsonl(@Mixin ConnectionOptions connection, @Mixin CatalogueOption catalogue, @Mixin FileOptions files) {
        return publish(new FileImport.Format.Jsonl(), connection, catalogue, files);
    }

    private int publish(
            FileImport.Format format, ConnectionOptions connection, CatalogueOption catalogue, FileOptions options) {
        FileImport files = options.of(format);
        Catalogue countries = catalogue.load();
        try (KafkaCluster cluster = connection.connect()) {
            ImportOutcome outcome = files.publish(cluster, countries, lodewatch.screen());
            lodewatch.screen().line(outcome.sentence());
            return outcome.someRejected() ? SOME_REJECTED : 0;
        }
    }

    /**
     * Publishes what a statistical office has.
     *
     * @param service measures how the office is asked
     * @return the exit code
     */
    int publish(
            PollingImport figures,
            MeterBinder service,
            PollingOptions office,
            ConnectionOptions connection,
            Catalogue countries) {
        try (KafkaCluster cluster = connection.connect();
                ShutdownSignal signal = new ShutdownSignal();
                FeedPort port = office.http().open(cluster.settings(), lodewatch.screen())) {
            service.bindTo(port.health().registry());
            ImportOutcome outcome =
                    figures.publish(cluster, countries, lodewatch.screen(), port.health(), signal.received());
            lodewatch.screen().line(outcome.sentence());
            return outcome.someRejected() ? SOME_REJECTED : 0;
        }
    }

    static final class FileOptions {

        @Parameters(
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files, in the order in which they count; - is standard input.")
        private List<String> files;

        @Mixin
        private RowOptions rows;

        @Option(names = "--again", description = "Publishes files that have been published before once more.")
        private boolean again;

        FileImport of(FileImport.Format format) {
            return new FileImport(
                    format,
                    files.stream().map(InputFile::of).toList(),
                    rows.columns(),
                    new FeedRun.Options(again, rows.partial()));
        }
    }
}
