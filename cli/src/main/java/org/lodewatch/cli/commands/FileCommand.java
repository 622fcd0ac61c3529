package org.lodewatch.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.cli.imports.DryRun;
import org.lodewatch.cli.imports.ImportOutcome;
import org.lodewatch.cli.imports.ImportProgress;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.edition.EditionSettings;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputException;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.file.JsonlFeed;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.layout.Setting;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes the files that are named on the command line, one after the other, each as a feed of its own. */
abstract class FileCommand extends FeedCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, in the order in which they count; - is standard input.")
    private List<String> files;

    @Mixin
    private RowOptions rows;

    @Mixin
    private DatasetOptions dataset;

    @Mixin
    private EditionOptions edition;

    @Mixin
    private PartialOption partial;

    @Option(names = "--again", description = "Publishes files again that were published before.")
    private boolean again;

    @Option(
            names = "--dry-run",
            description =
                    "Reads the files without a cluster: shows the first records as they would be published, what would"
                            + " be left out or rejected, and why.")
    private boolean dryRun;

    /** How the files are read. */
    abstract Layout layout(List<Setting> options);

    abstract Feed feed(InputFile file, Layout layout, CountryLookup countries);

    /** The layout that comes with Lodewatch for a file that cannot be read as given, if there is one. */
    Optional<LayoutFile> knownLayout(InputFile file, Layout given) {
        return Optional.empty();
    }

    @Override
    public final Integer call() {
        Layout layout = layout(rows.settings());
        List<InputFile> inputs = files.stream().map(InputFile::of).toList();
        Catalogue catalogue = catalogue();
        CountryLookup countries = CountryLookup.of(catalogue);
        ImportRules rules = rules(catalogue);
        FeedRun.Options options = new FeedRun.Options(again, rows.part(), partial.accepted(), dataset.declaration());
        EditionSettings whole = edition.settings(rows);
        // The revision of an edition is otherwise the time of the file.
        Layout read = whole.edition() ? layout.withoutRevision() : layout;
        if (dryRun) {
            return show(inputs, layout, catalogue, countries);
        }
        List<FeedReport> reports = new ArrayList<>();
        try (KafkaCluster cluster = connect();
                ProgressLine line = new ProgressLine(screen())) {
            for (InputFile file : inputs) {
                Feed feed = whole.feed(feed(file, read, countries), rules, file.changed());
                line.show("connecting to publish " + file.name() + " ...");
                try (ImportPublisher publisher =
                        ImportPublisher.connect(feed.id(), cluster.settings().properties())) {
                    ImportProgress progress = new ImportProgress(file.name(), line);
                    reports.add(new FeedRun(feed, publisher, rules, options, progress).run());
                }
            }
            line.clear();
            return finish(ImportOutcome.of(reports), catalogue);
        }
    }

    private int show(List<InputFile> inputs, Layout layout, Catalogue catalogue, CountryLookup countries) {
        boolean someRejected = false;
        for (InputFile file : inputs) {
            DryRun run = dryRun(file, layout, catalogue, countries);
            run.print(screen());
            someRejected |= run.someRejected();
        }
        return someRejected ? ProduceCommand.SOME_REJECTED : ExitCode.OK;
    }

    private DryRun dryRun(InputFile file, Layout layout, Catalogue catalogue, CountryLookup countries) {
        ImportRules rules = rules(catalogue);
        try {
            DryRun run = DryRun.of(feed(file, layout.withoutRevision(), countries), rules, catalogue);
            screen().line(file.name()
                    + layout.title().map(title -> ": " + title).orElse(""));
            return run;
        } catch (InputException e) {
            LayoutFile known = knownLayout(file, layout).orElseThrow(() -> e);
            Layout guessed = layout.over(known);
            DryRun run = DryRun.of(feed(file, guessed.withoutRevision(), countries), rules, catalogue);
            screen().line("%s: looks like a %s; publish it with --layout %s"
                    .formatted(file.name(), guessed.title().orElseThrow(), known.name()));
            return run;
        }
    }

    @Command(
            name = "csv",
            description = "From CSV files with a header, gzipped or not. Exit code 3 if some rows could not be used:"
                    + " they are in customs-imports-rejected, with the reason.")
    static final class CsvCommand extends FileCommand {

        @Mixin
        private LayoutOptions options;

        @Override
        Layout layout(List<Setting> ofRows) {
            return options.layout(ofRows);
        }

        @Override
        Optional<LayoutFile> knownLayout(InputFile file, Layout given) {
            return given.title().isPresent() || file.isStream() ? Optional.empty() : CsvFeed.knownLayout(file);
        }

        @Override
        Feed feed(InputFile file, Layout layout, CountryLookup countries) {
            return new CsvFeed(file, layout, countries);
        }
    }

    @Command(
            name = "jsonl",
            description = "From files with a JSON object a line, gzipped or not. Exit code 3 if some rows could not be"
                    + " used: they are in customs-imports-rejected, with the reason.")
    static final class JsonlCommand extends FileCommand {

        @Override
        Layout layout(List<Setting> ofRows) {
            return Layout.of(List.of(), ofRows);
        }

        @Override
        Feed feed(InputFile file, Layout layout, CountryLookup countries) {
            return new JsonlFeed(file, layout.columns());
        }
    }
}
