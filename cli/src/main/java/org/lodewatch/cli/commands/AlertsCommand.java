package org.lodewatch.cli.commands;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.shares.MineralWithoutCodes;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Json;
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

    private static final Comparator<DatedAlert> BY_TIME = Comparator.comparing(DatedAlert::publishedAt)
            .thenComparing(dated -> dated.alert().getAlertId())
            .thenComparing(dated -> dated.alert().getNumber());

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

        @Option(names = "--open", description = "Only the alerts that are open now.")
        private boolean open;
    }

    @Override
    public void run() {
        Predicate<DatedAlert> wanted = wanted();
        try (ShutdownSignal signal = new ShutdownSignal();
                KafkaCluster cluster = connect()) {
            if (choice.open) {
                // The present state: each alert has a line of its own, the most severe first.
                printAll(
                        AlertStatus.of(cluster).openAlerts().stream()
                                .filter(wanted)
                                .toList(),
                        (catalogue, alerts) -> alerts.stream()
                                .map(alert -> new AlertNotice(catalogue, List.of(alert)))
                                .toList());
                return;
            }
            try (TopicReader<String, DependenceAlert> reader = cluster.reader(Topics.DEPENDENCE_ALERTS)) {
                if (!choice.follow) {
                    printAll(transitions(reader, wanted), AlertNotice::of);
                    return;
                }
                Catalogue catalogue = catalogueOption.load();
                printLines(catalogue, transitions(reader, wanted));
                List<DatedAlert> arrived = new ArrayList<>();
                reader.follow(message -> DatedAlert.of(message).filter(wanted).ifPresent(arrived::add), () -> {
                    printLines(catalogue, arrived);
                    arrived.clear();
                    // A pipe whose reader has exited breaks at the next line.
                    return signal.received().isDone() || screen().out().checkError();
                });
            }
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
        found.sort(BY_TIME);
        return found;
    }

    private void printAll(List<DatedAlert> alerts, BiFunction<Catalogue, List<DatedAlert>, List<AlertNotice>> notices) {
        if (output.json()) {
            screen().json(alerts.stream().map(AlertJson::of).toList());
        } else if (alerts.isEmpty()) {
            screen().note("no alerts");
        } else {
            print(notices.apply(catalogueOption.load(), alerts));
        }
    }

    private void print(List<AlertNotice> notices) {
        notices.forEach(notice -> screen().line(AlertText.of(notice, screen())));
    }

    /** A line for each notice; with JSON, for each transition. */
    private void printLines(Catalogue catalogue, List<DatedAlert> alerts) {
        if (output.json()) {
            alerts.forEach(dated -> screen().line(Json.line(AlertJson.of(dated))));
        } else {
            print(AlertNotice.of(catalogue, alerts));
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
