package org.lodewatch.cli.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lodewatch.cli.explain.ChangesReport;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.explain.BookChange;
import org.lodewatch.core.explain.LogChanges;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.explain.ChangesJson;
import org.lodewatch.service.explain.ImportReading;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "changes",
        description =
                "What changed between two moments, by mineral: new months, revisions of old ones, withdrawals, and"
                        + " records that moved to another mineral or form. Reads the whole log.")
final class ChangesCommand extends ClusterCommand implements Runnable {

    private static final Duration DEFAULT = Duration.ofDays(30);

    /** Shares that the JSON document names in each book. */
    private static final int MOST_SHARES = 10;

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(
            arity = "0..1",
            paramLabel = "MINERAL",
            description = "Only this mineral and its forms, or this form: an id, a name or a symbol.")
    private Optional<String> mineral = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "DATE|TIME",
            converter = MomentConverter.class,
            description =
                    "What was published since this day (from 00:00 UTC), or since this time with its offset, such as"
                            + " 2026-06-14T08:30:00Z (default: 30 days ago).")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "DATE|TIME",
            converter = MomentConverter.class,
            description = "What was published before this day or time (default: now).")
    private Optional<Instant> until = Optional.empty();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only this dataset.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting that the topology runs with: window.months.")
    private Map<String, String> settings = new HashMap<>();

    @Override
    public void run() {
        Instant end = until.orElseGet(() -> Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        Instant begin = since.orElseGet(() -> end.minus(DEFAULT).truncatedTo(ChronoUnit.SECONDS));
        if (!begin.isBefore(end)) {
            throw new OperatorException(
                    "--since %s is not before --until %s: give an earlier moment".formatted(begin, end));
        }
        Catalogue catalogue = catalogueOption.load();
        Set<String> wanted = mineral.map(typed -> CatalogueOption.book(catalogue, typed))
                .map(book -> Set.copyOf(catalogue.withForms(book)))
                .orElse(Set.of());
        LogChanges log =
                new LogChanges(catalogue, StreamsConfiguration.of(settings).windowRule(), begin, end);
        try (KafkaCluster cluster = connect()) {
            ImportReading.read(cluster, log::add);
        }
        List<BookChange> changes = log.books().stream()
                .filter(change ->
                        wanted.isEmpty() || wanted.contains(change.book().mineral()))
                .filter(change -> dataset.isEmpty() || change.book().dataset().equals(dataset.get()))
                .toList();
        if (output.json()) {
            screen().json(ChangesJson.of(
                    begin,
                    end,
                    log.newest().orElse(null),
                    log.unchanged(),
                    log.uncounted(),
                    ChangesJson.books(changes, MOST_SHARES)));
            return;
        }
        if (changes.isEmpty()) {
            screen().note(nothing(begin, log));
        } else {
            screen().line("published from %s to %s".formatted(begin, end));
            screen().line("");
            new ChangesReport(catalogue).print(changes, mineral.isPresent(), screen());
        }
        rest(log).forEach(screen()::note);
    }

    private String nothing(Instant begin, LogChanges log) {
        String which = mineral.map(" of "::concat).orElse("")
                + dataset.map(" in "::concat).orElse("");
        return "nothing%s has changed since %s: the newest record was published %s"
                .formatted(
                        which, begin, log.newest().map(newest -> "at " + newest).orElse("never"));
    }

    private static List<String> rest(LogChanges log) {
        return Stream.of(
                        log.unchanged() == 0
                                ? ""
                                : Figures.count(log.unchanged(), "record") + " published again without a change",
                        log.uncounted() == 0
                                ? ""
                                : Figures.count(log.uncounted(), "record") + " that no mineral counts changed")
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
