package org.lodewatch.cli.imports;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.poll.PollingFeed;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * A statistical office's imports to be published.
 *
 * @param offices makes the office; what it has to say is printed, a line each
 * @param again asks for everything, also what has been read
 */
public record PollingImport(
        Function<Consumer<String>, StatisticsSource> offices, PollingFeed.Following following, boolean again) {

    /**
     * Publishes them, and shows what each poll has brought.
     *
     * @param catalogue knows the countries
     * @param health hears when the office has been asked
     * @param stop ends a feed that follows its office
     * @throws org.lodewatch.schemas.OperatorException if the office or Kafka fails; what was committed stays
     */
    public ImportOutcome publish(
            KafkaCluster cluster, Catalogue catalogue, Screen screen, FeedHealth health, CompletableFuture<Void> stop) {
        ImportRules rules = new ImportRules(iso2 -> catalogue.country(iso2).isPresent(), Clock.systemUTC());
        try (ProgressLine line = new ProgressLine(screen)) {
            StatisticsSource office = offices.apply(line::print);
            return publish(office, cluster, rules, line, health, stop);
        }
    }

    private ImportOutcome publish(
            StatisticsSource office,
            KafkaCluster cluster,
            ImportRules rules,
            ProgressLine line,
            FeedHealth health,
            CompletableFuture<Void> stop) {
        try (ImportPublisher publisher =
                ImportPublisher.connect(office.id(), cluster.settings().properties(), health.registry())) {
            line.show("asking what is new for " + office.dataset() + " ...");
            FeedRun run = new FeedRun(
                    new PollingFeed(office, following),
                    publisher,
                    rules,
                    new FeedRun.Options(again, false),
                    new PollingProgress(
                            office.dataset(), following.forever(), line, health, Clock.systemDefaultZone()));
            stop.thenRun(run::stop);
            return ImportOutcome.ofOffice(run.run());
        }
    }
}
