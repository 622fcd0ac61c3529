package org.lodewatch.cli.imports;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.csv.CsvFeed;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.ColumnNames;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.jsonl.JsonlFeed;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Files of customs imports to be published, one after the other, each a feed of its own.
 *
 * @param columns which column of the files holds which field
 */
public record FileImport(Format format, List<InputFile> files, ColumnNames columns, FeedRun.Options options) {

    /** How a file writes its rows. */
    public sealed interface Format {

        /** A table with a header. */
        record Csv(char separator) implements Format {}

        /** A JSON object a line. */
        record Jsonl() implements Format {}
    }

    /**
     * Publishes them all, and shows how far it is.
     *
     * @param catalogue knows the countries
     * @throws org.lodewatch.schemas.OperatorException if a file or Kafka fails; what was committed stays
     */
    public ImportOutcome publish(KafkaCluster cluster, Catalogue catalogue, Screen screen) {
        ImportRules rules = new ImportRules(iso2 -> catalogue.country(iso2).isPresent(), Clock.systemUTC());
        List<FeedReport> reports = new ArrayList<>();
        try (ProgressLine line = new ProgressLine(screen)) {
            for (InputFile file : files) {
                Feed feed = feed(file);
                line.show("connecting to publish " + file.name() + " ...");
                try (ImportPublisher publisher =
                        ImportPublisher.connect(feed.id(), cluster.settings().properties())) {
                    reports.add(
                            new FeedRun(feed, publisher, rules, options, new ImportProgress(file.name(), line)).run());
                }
            }
        }
        return ImportOutcome.of(reports);
    }

    private Feed feed(InputFile file) {
        return format instanceof Format.Csv csv
                ? new CsvFeed(file, columns, csv.separator())
                : new JsonlFeed(file, columns);
    }
}
