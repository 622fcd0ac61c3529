package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.time.Duration;
import org.lodewatch.cli.imports.FeedPort;
import org.lodewatch.cli.imports.ImportProgress;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.dropfolder.DropFolder;
import org.lodewatch.producer.dropfolder.DropListener;
import org.lodewatch.producer.dropfolder.DropOutcome;
import org.lodewatch.producer.dropfolder.FileFeeds;
import org.lodewatch.producer.edition.EditionSettings;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drop-folder",
        description = "From the files in a folder (" + FileFeeds.ENDINGS + "), the oldest first: each is published once"
                + " it is complete, and moved to done/ or failed/ with a report beside it. Names that begin with a dot"
                + " or end in .part, .tmp or .filepart are ignored. Exit code 3 if a file failed, or some rows could"
                + " not be used.")
final class DropFolderCommand extends FollowingFeedCommand {

    @Mixin
    private RowOptions rows;

    @Mixin
    private LayoutOptions layout;

    @Mixin
    private DatasetOptions dataset;

    @Mixin
    private EditionOptions edition;

    @Mixin
    private PartialOption partial;

    @Parameters(paramLabel = "DIR", description = "The folder: on this machine, or mounted.")
    private Path folder;

    @Option(names = "--follow", description = "Publishes new files as they arrive, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            description = "How long a file must have kept its size and time to count as complete, such as 500ms, 5s or"
                    + " 2m (default: 5s); 0s where all files are moved into the folder by renaming.")
    private Duration settle = Duration.ofSeconds(5);

    @Override
    public Integer call() {
        Catalogue catalogue = catalogue();
        EditionSettings whole = edition.settings(rows);
        Layout given = layout.layout(rows.settings());
        // The revision of an edition is otherwise the time of the file.
        FileFeeds feeds = new FileFeeds(whole.edition() ? given.withoutRevision() : given, CountryLookup.of(catalogue));
        DropFolder.Settings settings = new DropFolder.Settings(
                feeds,
                settle,
                new FeedRun.Options(false, rows.part(), partial.accepted(), dataset.declaration()),
                whole,
                catalogue);
        ImportRules rules = rules(catalogue);
        try (ShutdownSignal signal = new ShutdownSignal().watchingClock();
                KafkaCluster cluster = connect(signal);
                FeedPort port = openPort(cluster);
                ProgressLine line = new ProgressLine(screen())) {
            FileLines lines = new FileLines(line, port);
            DropFolder files = new DropFolder(
                    folder,
                    settings,
                    rules,
                    id -> ImportPublisher.connect(id, cluster.settings().properties(), port.registry()),
                    lines);
            signal.received().thenRun(files::stop);
            if (follow) {
                screen().line("watching " + folder);
                files.follow();
                return ExitCode.OK;
            }
            files.runOnce();
            if (lines.none) {
                line.print("nothing to publish in " + folder);
            }
            return lines.allUsed ? ExitCode.OK : ProduceCommand.SOME_REJECTED;
        }
    }

    /** Prints a line for each file, and shows the progress of the present one. */
    private static final class FileLines implements DropListener {

        private final ProgressLine line;
        private final FeedPort port;

        /** Whether no file has failed, and no row was rejected. */
        private boolean allUsed = true;

        /** Whether no line was printed. */
        private boolean none = true;

        /** Whether Kafka or the folder has failed, and has not worked since. */
        private boolean failing;

        FileLines(ProgressLine line, FeedPort port) {
            this.line = line;
            this.port = port;
        }

        @Override
        public PublishProgress started(String file) {
            line.show("connecting to publish " + file + " ...");
            return new ImportProgress(file, line) {

                @Override
                public void started(Start where) {
                    // In a drop folder, a file under a name that was used before is a new file.
                    super.started(where == Start.OVER ? Start.BEGINNING : where);
                }
            };
        }

        @Override
        public void moved(DropOutcome outcome, String subfolder) {
            port.tookFile();
            allUsed &= outcome.failure().isEmpty() && !outcome.someRejected();
            print("%s: %s -> %s/".formatted(outcome.file(), outcome.sentence(), subfolder));
            outcome.remarks().forEach(remark -> print("  " + remark));
        }

        @Override
        public void left(String file, String why) {
            print(file + ": " + why);
        }

        @Override
        public void retrying(String message, Duration pause) {
            port.failing(message);
            failing = true;
            print("%s (trying again in %d s)".formatted(message, pause.toSeconds()));
        }

        @Override
        public void scanned() {
            port.caughtUp();
            if (failing) {
                print("works again");
                failing = false;
            }
        }

        private void print(String text) {
            none = false;
            line.clear();
            line.print(text);
        }
    }
}
