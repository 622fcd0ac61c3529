package org.lodewatch.guarantees;

import java.time.Clock;
import java.util.Map;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;

/** A process that publishes one CSV file. */
final class FeedProcess {

    private FeedProcess() {}

    /** @param args bootstrap servers and the file */
    public static void main(String[] args) {
        CsvFeed feed = new CsvFeed(InputFile.of(args[1]));
        ImportRules rules =
                new ImportRules(country -> Catalogue.bundled().country(country).isPresent(), Clock.systemUTC());
        try (ImportPublisher publisher = ImportPublisher.connect(feed.id(), Map.of("bootstrap.servers", args[0]))) {
            new FeedRun(feed, publisher, rules, FeedRun.Options.DEFAULT, PublishProgress.SILENT).run();
        }
    }
}
