package org.lodewatch.local.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.imports.FileImport;
import org.lodewatch.local.imports.ImportOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "produce", description = "Publishes customs imports from a feed.")
final class ProduceCommand {

    /** Everything was read, but some rows could not be used. */
    static final int SOME_REJECTED = 3;

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Command(
            name = "csv",
            description = "From CSV files, gzipped or not. Exit code 3 if some rows could not be used: they are in"
                    + " customs-imports-rejected, with the reason.")
    int csv(@Mixin ConnectionOptions connection, @Mixin FileOptions files) {
        return publish(FileImport.Format.CSV, connection, files);
    }

    @Command(
            name = "jsonl",
            description = "From files with a JSON object a line, gzipped or not. Exit code 3 if some rows could not be"
                    + " used: they are in customs-imports-rejected, with the reason.")
    int jsonl(@Mixin ConnectionOptions connection, @Mixin FileOptions files) {
        return publish(FileImport.Format.JSONL, connection, files);
    }

    private int publish(FileImport.Format format, ConnectionOptions connection, FileOptions options) {
        try (KafkaCluster cluster = connection.connect()) {
            ImportOutcome outcome = options.of(format).publish(cluster, lodewatch.screen());
            lodewatch.screen().line(outcome.sentence());
            return outcome.rejected() == 0 ? 0 : SOME_REJECTED;
        }
    }

    static final class FileOptions {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, in the order in which they count.")
        private List<Path> files;

        @Option(
                names = "--column",
                paramLabel = "CANONICAL=HEADER",
                description = "Which column of the file holds a canonical one, such as commodity_code=hs10.")
        private Map<String, String> columns = Map.of();

        @Option(
                names = "--set",
                paramLabel = "CANONICAL=VALUE",
                description = "What a column that the file lacks says in every row, such as dataset=our-own.")
        private Map<String, String> constants = Map.of();

        @Option(
                names = "--partial",
                description = "More of the last period will follow: does not say that it is all there.")
        private boolean partial;

        @Option(names = "--again", description = "Publishes files that have been published before once more.")
        private boolean again;

        FileImport of(FileImport.Format format) {
            return new FileImport(format, files, columns, constants, partial, again);
        }
    }
}
