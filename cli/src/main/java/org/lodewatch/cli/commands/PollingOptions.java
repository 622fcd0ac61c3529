package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;
import org.lodewatch.clients.http.DailyQuota;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.producer.poll.PollingFeed;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all feeds of statistical offices are asked. */
final class PollingOptions {

    private static final int MONTHS_BACK = 48;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "The dataset to publish as (default: one that says what is read). A dataset has one basis.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "YYYY-MM",
            description =
                    "The first month wanted (default: 48 months ago, which is two windows and what may be revised).")
    private Optional<YearMonth> first = Optional.empty();

    @Option(
            names = "--follow",
            description =
                    "Keeps asking for new months and for revisions, until Ctrl-C (default: ends when all is read).")
    private boolean follow;

    @Option(
            names = "--poll-every",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait between two polls, such as 6h (default: the rhythm in which the office"
                    + " publishes).")
    private Optional<Duration> pause = Optional.empty();

    @Option(
            names = "--again",
            description = "Reads everything again, also what has been read; publishes only what has changed.")
    private boolean again;

    @Option(
            names = "--daily-requests",
            paramLabel = "NUMBER",
            defaultValue = "500",
            description = "The most requests a day, in UTC (default: ${DEFAULT-VALUE}).")
    private int dailyRequests;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where the day's requests are counted (default: .lodewatch/feeds in the home directory).")
    private Path stateDirectory = Path.of(System.getProperty("user.home"), ".lodewatch", "feeds");

    @Mixin
    private FeedPortOptions http;

    @Mixin
    private LogOptions log;

    FeedPortOptions http() {
        return http;
    }

    String dataset(String usual) {
        return dataset.orElse(usual);
    }

    YearMonth first() {
        return first.orElseGet(() -> YearMonth.now(Clock.systemUTC()).minusMonths(MONTHS_BACK));
    }

    PollingFeed.Following following() {
        return new PollingFeed.Following(follow, pause);
    }

    boolean again() {
        return again;
    }

    DailyQuota quota(String service, String file) {
        return new DailyQuota(service, dailyRequests, stateDirectory.resolve(file), Clock.systemUTC());
    }

    /** Where a key comes from. */
    static final class KeyOption {

        @Option(
                names = "--key-file",
                paramLabel = "FILE",
                description = "A file whose first line is the key (default: an environment variable holds it).")
        private Optional<Path> file = Optional.empty();

        Optional<Secret> secret(String variable) {
            return file.map(Secret::ofFile).or(() -> Secret.ofEnvironment(variable));
        }
    }
}
