package org.lodewatch.cli.commands;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.explain.ExplainReport;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.explain.BookRecords;
import org.lodewatch.core.explain.ExplainedMonth;
import org.lodewatch.core.explain.FigureMove;
import org.lodewatch.core.explain.RecordMoves;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.DatedAlert;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.explain.ExplainedAlert;
import org.lodewatch.service.explain.ExplanationJson;
import org.lodewatch.service.explain.ExplanationJson.MonthJson;
import org.lodewatch.service.explain.ImportReading;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Why an alert has its history: the figure, the lines, margin and dwell of each transition, and the"
                        + " records that moved the figure. Also why a country, bloc or market has none. Reads the whole log.")
final class ExplainCommand extends ClusterCommand implements Runnable {

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "ALERT-ID",
            description = "policy/dataset/reporter/mineral/subject, as alerts print it with --output json.")
    private String alertId;

    @ArgGroup
    private Which which = new Which();

    /** Which windows to explain; all transitions and the newest window if none is given. */
    static final class Which {

        @Option(
                names = "--transition",
                paramLabel = "N",
                description = "Only the transition with this number in the history, from 1.")
        private Optional<Integer> transition = Optional.empty();

        @Option(
                names = "--month",
                paramLabel = "YYYY-MM",
                description = "Only the window that ends with this month, whether it makes a transition or not.")
        private Optional<YearMonth> month = Optional.empty();
    }

    @Option(
            names = "--since",
            paramLabel = "DATE|TIME",
            converter = MomentConverter.class,
            description =
                    "Also what has changed the figure of each window since this day (from 00:00 UTC), or since this time"
                            + " with its offset, such as 2026-06-14T08:30:00Z.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many rows of records to print for each window (default: 10).")
    private int top;

    /** A window with what moved its figure. */
    private record Moved(ExplainedMonth month, Optional<FigureMove> windows, Optional<FigureMove> editions) {

        private MonthJson json(int top) {
            return MonthJson.of(month, windows, editions, top);
        }
    }

    @Override
    public void run() {
        if (top < 0) {
            throw new OperatorException("--top is %d: give 0 or more".formatted(top));
        }
        Catalogue catalogue = catalogueOption.load();
        try (KafkaCluster cluster = connect()) {
            ExplainedAlert alert = find(cluster, catalogue);
            List<ExplainedMonth> wanted = wanted(alert);
            BookRecords now = records(catalogue, alert, Instant.MAX);
            Optional<BookRecords> then = since.map(moment -> records(catalogue, alert, moment));
            ImportReading.read(cluster, (publishedAt, key, message) -> {
                now.add(publishedAt, key, message);
                then.ifPresent(records -> records.add(publishedAt, key, message));
            });
            RecordMoves moves = alert.moves(catalogue);
            List<Moved> moved = wanted.stream()
                    .map(month -> new Moved(
                            month,
                            month.previous()
                                    .map(before -> moves.between(
                                            now, before.observation().asOf(), now, month.asOf())),
                            then.map(records -> moves.between(records, month.asOf(), now, month.asOf()))))
                    .toList();
            print(alert, moved, catalogue);
        }
    }

    private ExplainedAlert find(KafkaCluster cluster, Catalogue catalogue) {
        PublishedShares shares = PublishedShares.of(cluster);
        return ExplainedAlert.find(
                alertId,
                AlertStatus.of(cluster).all().stream().map(DatedAlert::alert).toList(),
                new PolicyTopic(cluster).current(),
                (dataset, reporter) -> shares.windows(catalogue, Optional.of(dataset), Optional.of(reporter)),
                catalogue);
    }

    private static BookRecords records(Catalogue catalogue, ExplainedAlert alert, Instant until) {
        return new BookRecords(
                catalogue, new WindowRule(alert.windowMonths(), WindowRule.UNLIMITED), alert.book(), until);
    }

    private List<ExplainedMonth> wanted(ExplainedAlert alert) {
        List<ExplainedMonth> transitions = alert.explanation().transitions();
        if (which.transition.isPresent()) {
            int number = which.transition.get();
            return List.of(transitions.stream()
                    .filter(month -> month.number() == number)
                    .findFirst()
                    .orElseThrow(() -> new OperatorException("%s has no transition %d: %s"
                            .formatted(
                                    alert.alertId(),
                                    number,
                                    transitions.isEmpty()
                                            ? "it was never raised"
                                            : "they are "
                                                    + transitions.stream()
                                                            .map(month -> "%d (%s)"
                                                                    .formatted(
                                                                            month.number(), Months.text(month.asOf())))
                                                            .collect(Collectors.joining(", "))))));
        }
        if (which.month.isPresent()) {
            String month = which.month.get().toString();
            return List.of(alert.explanation()
                    .month(Months.of(month))
                    .orElseThrow(() -> new OperatorException(
                            "policy %s does not judge the window to %s of %s: `lodewatch shares %s --as-of %s` shows whether it is"
                                            .formatted(
                                                    alert.policy().getId(),
                                                    month,
                                                    alert.book(),
                                                    alert.book().mineral(),
                                                    month)
                                    + " published, whole and complete")));
        }
        List<ExplainedMonth> all = new ArrayList<>(transitions);
        alert.explanation().newest().filter(newest -> !newest.isTransition()).ifPresent(all::add);
        return all;
    }

    private void print(ExplainedAlert alert, List<Moved> moved, Catalogue catalogue) {
        if (output.json()) {
            screen().json(ExplanationJson.of(
                    alert,
                    moved.stream()
                            .filter(each -> each.month().isTransition())
                            .map(each -> each.json(top))
                            .toList(),
                    alert.explanation()
                            .newest()
                            .map(newest -> moved.stream()
                                    .filter(each -> each.month().asOf() == newest.asOf())
                                    .findFirst()
                                    .orElse(new Moved(newest, Optional.empty(), Optional.empty()))
                                    .json(top)),
                    which.month.map(month -> moved.get(0).json(top)),
                    Optional.empty()));
        } else {
            ExplainReport report = new ExplainReport(catalogue, alert, top, screen());
            report.printHead();
            moved.forEach(each -> report.print(each.month(), each.windows(), each.editions(), since));
        }
        if (!alert.isSettled()) {
            screen().note(
                            "the published history of this alert is not yet that of the published shares: run the command again"
                                    + " in a few seconds");
        }
    }
}
