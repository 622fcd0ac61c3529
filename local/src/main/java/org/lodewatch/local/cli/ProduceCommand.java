package org.lodewatch.local.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.imports.FileImport;
import org.lodewatch.local.imports.ImportOutcome;
import org.lodewatch.local.imports.OfficeImport;
import org.lodewatch.producer.file.ColumnNames;
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
        subcommands = {CensusCommand.class, CensusBulkCommand.class, ComtradeCommand.class})
final class ProduceCommand {

    /** Everything was read, but some rows could not be used. */
    static final int SOME_REJECTED = 3;

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Command(
            name = "csv",
            description = "From CSV files with a header, gzipped or not. Exit code 3 if some rows could not be used:"
                    + " they are in customs-imports-rejected, with the reason.")
    int csv(
            @Mixin ConnectionOptions connection,
            @Mixin CatalogueOption catalogue,
            @Mixin FileOptions files,
            @Option(
                            names = "--separator",
                            paramLabel = "CHAR",
                            converter = SeparatorConverter.class,
                            description =
                                    "What stands between fields: a character, or the word tab (default: a comma).")
                    Optional<Character> separator) {
        return publish(new FileImport.Format.Csv(separator.orElse(',')), connection, catalogue, files);
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

    /** Publishes what a statistical office has. @return the exit code */
    int publish(OfficeImport figures, ConnectionOptions connection, Catalogue countries) {
        try (KafkaCluster cluster = connection.connect();
                ShutdownSignal signal = new ShutdownSignal()) {
            ImportOutcome outcome = figures.publish(cluster, countries, lodewatch.screen(), signal.received());
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

        @Option(
                names = "--column",
                paramLabel = "FIELD=NAME",
                description = "Under which name the files have a field, such as commodity_code=hs10.")
        private Map<String, String> columns = Map.of();

        @Option(
                names = "--set",
                paramLabel = "FIELD=VALUE",
                description = "What a field that the files lack is in every row, such as dataset=our-own.")
        private Map<String, String> constants = Map.of();

        @Option(
                names = "--compose-record-id",
                description = "Makes record ids of commodity code, reporter, origin and period: for files with at most"
                        + " one row of each.")
        private boolean composedRecordId;

        @Option(
                names = "--partial",
                description = "The files do not hold the whole of their periods: does not declare them complete.")
        private boolean partial;

        @Option(names = "--again", description = "Publishes files that have been published before once more.")
        private boolean again;

        FileImport of(FileImport.Format format) {
            return new FileImport(
                    format,
                    files.stream().map(InputFile::of).toList(),
                    ColumnNames.of(columns, constants, composedRecordId),
                    new FeedRun.Options(again, partial));
        }
    }
}
