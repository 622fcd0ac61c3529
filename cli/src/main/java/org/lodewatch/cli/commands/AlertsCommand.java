package org.lodewatch.cli.commands;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.lodewatch.cli.alerts.AlertHistoryText;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.cli.alerts.AlertSummary;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.alerts.SummaryJson;
import org.lodewatch.cli.shares.MineralWithoutCodes;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.AlertHistoryJson;
import org.lodewatch.service.api.AlertJson;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.DatedAlert;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "alerts",
        description = "The alerts: when dependence on a supplier rose above what a policy allows, and when it fell.")
final class AlertsCommand extends ClusterCommand implements Runnable {

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(
            arity = "0..1",
            paramLabel = "MINERAL",
            description = "Only alerts of this mineral and its forms, or of this form: an id, a name or a symbol.")
    private Optional<String> mineral = Optional.empty();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only alerts of this dataset.")
    private Optional<String> dataset = Optional.empty();

    @ArgGroup
    private Choice choice = new Choice();

    @Option(
            names = "--since",
            paramLabel = "YYYY[-MM[-DD]]",
            converter = SinceConverter.class,
            description =
                    "Only alerts on windows that end with this month, or with January of this year, or later; with a day, only alerts published on"
                            + " that day (UTC) or later.")
    private Optional<Predicate<DatedAlert>> since = Optional.empty();

    static final class Choice {

        @Option(names = "--follow", description = "Prints each new alert until Ctrl-C; with JSON, one a line.")
        private boolean follow;

        @Option(
                names = "--open",
                description = "Only the alerts that are open now, with the month since when and the newest figure.")
        private boolean open;

        @Option(
                names = "--history",
                description =
                        "The history of each alert by the present data: every transition with its month and figure.")
        private boolean history;
    }

    @Mixin
    private MaxAgeOption maxAge;

    @Mixin
    private WaitOption wait;

    @Override
    public void run() {
        Predicate<DatedAlert> wanted = wanted();
        try (ShutdownSignal signal = new ShutdownSignal().watchingClock();
                KafkaCluster cluster = connect(wait, signal)) {
            if (choice.open) {
                printOpen(AlertStatus.of(cluster).openAlerts().stream()
                        .filter(wanted)
                        .toList());
            } else if (choice.history) {
                printHistories(AlertStatus.of(cluster).histories().stream()
                        .filter(alert -> wanted.test(new DatedAlert(alert.getToldAt(), alert)))
                        .toList());
            } else {
                try (TopicReader<String, DependenceAlert> reader = cluster.reader(Topics.DEPENDENCE_ALERTS)) {
                    List<DatedAlert> published = transitions(reader, wanted);
                    if (choice.follow) {
                        follow(reader, published, wanted, signal);
                    } else {
                        printAll(published);
                    }
                }
            }
        }
    }

    private void follow(
            TopicReader<String, DependenceAlert> reader,
            List<DatedAlert> published,
            Predicate<DatedAlert> wanted,
            ShutdownSignal signal) {
        Catalogue catalogue = catalogueOption.load();
        printLines(catalogue, published);
        Arrivals arrivals = new Arrivals();
        reader.follow(message -> DatedAlert.of(message).filter(wanted).ifPresent(arrivals::add), () -> {
            printLines(catalogue, arrivals.whole());
            // A pipe whose reader has exited breaks at the next line.
            return signal.received().isDone() || screen().out().checkError();
        });
    }

    /** Collects new transitions: what was published together may arrive in parts. */
    private static final class Arrivals {

        private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

        private final List<DatedAlert> waiting = new ArrayList<>();
        private boolean hasNew;
        private long first;

        void add(DatedAlert alert) {
            if (waiting.isEmpty()) {
                first = System.nanoTime();
            }
            waiting.add(alert);
            hasNew = true;
        }

        /** All that have arrived, once nothing more comes, or after a second; none before that. */
        List<DatedAlert> whole() {
            if (hasNew && System.nanoTime() - first < PATIENCE) {
                hasNew = false;
                return List.of();
            }
            List<DatedAlert> whole = waiting.stream().sorted(DatedAlert.BY_TIME).toList();
            waiting.clear();
            hasNew = false;
            return whole;
        }
    }

    private Predicate<DatedAlert> wanted() {
        Predicate<DatedAlert> wanted = since.orElse(dated -> true);
        if (dataset.isPresent()) {
            wanted = wanted.and(dated -> dated.alert().getDataset().equals(dataset.get()));
        }
        if (mineral.isPresent()) {
            Catalogue catalogue = catalogueOption.load();
            String book = CatalogueOption.book(catalogue, mineral.get());
            Optional<MineralWithoutCodes> without = MineralWithoutCodes.of(book, catalogue);
            without.ifPresent(none -> screen().note(none.text()));
            List<String> books = catalogue.withForms(
                    without.flatMap(MineralWithoutCodes::standIn).orElse(book));
            wanted = wanted.and(dated -> books.contains(dated.alert().getMineral()));
        }
        return wanted;
    }

    /** Every transition so far, in the order of time. */
    private List<DatedAlert> transitions(TopicReader<String, DependenceAlert> reader, Predicate<DatedAlert> wanted) {
        List<DatedAlert> found = new ArrayList<>();
        reader.readToEnd(message -> DatedAlert.of(message).filter(wanted).ifPresent(found::add));
        found.sort(DatedAlert.BY_TIME);
        return found;
    }

    private void printAll(List<DatedAlert> alerts) {
        if (output.json()) {
            screen().json(alerts.stream().map(AlertJson::of).toList());
        } else if (alerts.isEmpty()) {
            screen().note("no alerts");
        } else {
            print(AlertNotice.of(catalogueOption.load(), alerts));
        }
    }

    /** The present state: each alert has a line of its own, the most severe first. */
    private void printOpen(List<DatedAlert> alerts) {
        if (output.json()) {
            screen().json(alerts.stream().map(AlertJson::of).toList());
        } else if (alerts.isEmpty()) {
            screen().note("no alerts");
        } else {
            Catalogue catalogue = catalogueOption.load();
            alerts.forEach(alert -> screen().line(AlertText.open(alert, catalogue, screen())));
        }
    }

    private void printHistories(List<DependenceAlert> alerts) {
        if (output.json()) {
            screen().json(alerts.stream().map(AlertHistoryJson::of).toList());
        } else if (alerts.isEmpty()) {
            screen().note("no alerts");
        } else {
            Catalogue catalogue = catalogueOption.load();
            alerts.forEach(
                    alert -> AlertHistoryText.lines(alert, catalogue, screen()).forEach(screen()::line));
        }
    }

    private void print(List<AlertNotice> notices) {
        notices.forEach(notice -> screen().line(AlertText.of(notice, screen())));
    }

    /** A line for each notice, or with JSON for each transition; and one for the transitions of a book that are too old. */
    private void printLines(Catalogue catalogue, List<DatedAlert> alerts) {
        for (List<DatedAlert> publication : AlertSummary.publications(alerts)) {
            List<DatedAlert> news = publication.stream()
                    .filter(dated -> !AlertSummary.covers(dated, maxAge.months()))
                    .toList();
            if (news.size() < publication.size()) {
                AlertSummary summary = new AlertSummary(
                        catalogue,
                        publication.stream()
                                .filter(dated -> AlertSummary.covers(dated, maxAge.months()))
                                .toList());
                screen().line(output.json() ? Json.line(SummaryJson.of(summary)) : AlertText.of(summary, screen()));
            }
            if (output.json()) {
                news.forEach(dated -> screen().line(Json.line(AlertJson.of(dated))));
            } else {
                print(AlertNotice.of(catalogue, news));
            }
        }
    }

    /** A month selects alerts by the end of their window, a day by their publication. */
    static final class SinceConverter extends ClusterCommand implements ITypeConverter<Predicate<DatedAlert>> {

        @Override
        public Predicate<DatedAlert> convert(String text) {
            try {
                if (text.length() <= "YYYY-MM".length()) {
                    YearMonth month = ValueConverters.month(text, Month.JANUARY);
                    return dated -> !asOf(dated).isBefore(month);
                }
                LocalDate day = LocalDate.parse(text);
                return dated -> !published(dated).isBefore(day);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'%s' is neither a year, such as 2024, nor a month, such as 2024-12, nor a day, such as 2024-12-31"
                                .formatted(text));
            }
        }

        /** An alert that was resolved by the end of its policy has no window: the month of its publication counts. */
        private static YearMonth asOf(DatedAlert dated) {
            String asOf = dated.alert().getAsOf();
            return asOf == null ? YearMonth.from(published(dated)) : YearMonth.parse(asOf);
        }

        private static LocalDate published(DatedAlert dated) {
            return dated.publishedAt().atZone(ZoneOffset.UTC).toLocalDate();
        }
    }
}
