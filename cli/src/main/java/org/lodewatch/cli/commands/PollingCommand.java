package org.lodewatch.cli.commands;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lodewatch.cli.imports.FeedPort;
import org.lodewatch.cli.imports.ImportOutcome;
import org.lodewatch.cli.imports.PollingProgress;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.clients.http.DailyQuota;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.poll.PollingFeed;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.SuspendedException;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes imports from a statistical office, which is polled for new months and for revisions. */
abstract class PollingCommand extends FollowingFeedCommand {

    private static final int MONTHS_BACK = 48;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "The dataset to publish as (default: a name that describes the source). A dataset has one"
                    + " basis.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "YYYY-MM",
            description = "The first month (default: 48 months ago, which is two windows and the months that may be"
                    + " revised).")
    private Optional<YearMonth> first = Optional.empty();

    @Option(
            names = "--follow",
            description =
                    "Polls for new months and for revisions until Ctrl-C (default: ends when everything is read).")
    private boolean follow;

    @Option(
            names = "--poll-every",
            paramLabel = "TIME",
            description = "The time between two polls, such as 6h (default: as often as the office publishes).")
    private Optional<Duration> pause = Optional.empty();

    @Mixin
    private PartialOption partial;

    @Option(
            names = "--again",
            description = "Reads everything again, including what has been read; publishes only what has changed.")
    private boolean again;

    @Option(
            names = "--daily-requests",
            paramLabel = "NUMBER",
            defaultValue = "500",
            description = "The maximum number of requests a day, in UTC (default: ${DEFAULT-VALUE}).")
    private int dailyRequests;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where the day's requests are counted (default: .lodewatch/feeds in the home directory).")
    private Path stateDirectory = Path.of(System.getProperty("user.home"), ".lodewatch", "feeds");

    final String dataset(String standard) {
        return dataset.orElse(standard);
    }

    final YearMonth first() {
        return first.orElseGet(() -> YearMonth.now(Clock.systemUTC()).minusMonths(MONTHS_BACK));
    }

    final DailyQuota quota(String service, String file) {
        return new DailyQuota(service, dailyRequests, stateDirectory.resolve(file), Clock.systemUTC());
    }

    /**
     * Publishes everything that the source has; with --follow, until Ctrl-C.
     *
     * @param service the meters of the client that reads the source
     * @param source creates the source, given a printer of progress lines
     * @return the exit code
     */
    final int publish(Catalogue catalogue, MeterBinder service, Function<Consumer<String>, StatisticsSource> source) {
        try (ShutdownSignal signal = new ShutdownSignal().watchingClock();
                KafkaCluster cluster = connect(signal);
                FeedPort port = openPort(cluster);
                ProgressLine line = new ProgressLine(screen())) {
            service.bindTo(port.registry());
            StatisticsSource opened = source.apply(line::print);
            line.show("looking for new figures of " + opened.dataset() + " ...");
            ImportOutcome outcome = run(opened, catalogue, cluster, signal, port, line);
            line.clear();
            return finish(outcome, catalogue);
        }
    }

    /** Runs the feed; if it was suspended for longer than a transaction may last, again from the last commit. */
    private ImportOutcome run(
            StatisticsSource source,
            Catalogue catalogue,
            KafkaCluster cluster,
            ShutdownSignal signal,
            FeedPort port,
            ProgressLine line) {
        while (true) {
            try (ImportPublisher publisher =
                    ImportPublisher.connect(source.id(), cluster.settings().properties(), port.registry())) {
                FeedRun run = new FeedRun(
                        new PollingFeed(source, new PollingFeed.Following(follow, pause)),
                        publisher,
                        rules(catalogue),
                        new FeedRun.Options(again, false, partial.accepted(), DatasetDeclaration.NONE),
                        new PollingProgress(
                                source.dataset(), follow, line, port, Clock.systemDefaultZone(), catalogue));
                signal.received().thenRun(run::stop);
                return ImportOutcome.ofSource(run.run());
            } catch (SuspendedException e) {
                port.failing(e.getMessage());
                line.print(e.getMessage());
            }
        }
    }

    /** The key of a service, from a file or from an environment variable. */
    static final class KeyOption {

        @Option(
                names = "--key-file",
                paramLabel = "FILE",
                description = "A file whose first line is the key (default: the key is in an environment variable).")
        private Optional<Path> file = Optional.empty();

        Optional<Secret> secret(String variable) {
            return file.map(Secret::ofFile).or(() -> Secret.ofEnvironment(variable));
        }
    }
}
