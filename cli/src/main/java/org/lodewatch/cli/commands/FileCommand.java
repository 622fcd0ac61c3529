package org.lodewatch.cli.commands;

import java.util.ArrayList;
import java.util.List;
import org.lodewatch.cli.imports.ImportOutcome;
import org.lodewatch.cli.imports.ImportProgress;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.file.JsonlFeed;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.Setting;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;
import picocli.CommandLine.Command;
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

    @Option(names = "--again", description = "Publishes files again that were published before.")
    private boolean again;

    /** How the files are read. */
    abstract Layout layout(List<Setting> options);

    abstract Feed feed(InputFile file, Layout layout, CountryLookup countries);

    @Override
    public final Integer call() {
        List<InputFile> inputs = files.stream().map(InputFile::of).toList();
        Layout layout = layout(rows.settings());
        Catalogue catalogue = catalogue();
        CountryLookup countries = CountryLookup.of(catalogue);
        ImportRules rules = rules(catalogue);
        List<FeedReport> reports = new ArrayList<>();
        try (KafkaCluster cluster = connect();
                ProgressLine line = new ProgressLine(screen())) {
            for (InputFile file : inputs) {
                Feed feed = feed(file, layout, countries);
                line.show("connecting to publish " + file.name() + " ...");
                try (ImportPublisher publisher =
                        ImportPublisher.connect(feed.id(), cluster.settings().properties())) {
                    FeedRun.Options options = new FeedRun.Options(again, rows.partial());
                    ImportProgress progress = new ImportProgress(file.name(), line);
                    reports.add(new FeedRun(feed, publisher, rules, options, progress).run());
                }
            }
            line.clear();
            return finish(ImportOutcome.of(reports), catalogue);
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
