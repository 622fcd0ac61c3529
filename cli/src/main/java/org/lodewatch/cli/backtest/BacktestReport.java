package org.lodewatch.cli.backtest;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.backtest.BacktestCoverage;
import org.lodewatch.core.backtest.BacktestEpisode;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.core.backtest.NearMiss;
import org.lodewatch.core.backtest.SweepStep;
import org.lodewatch.core.backtest.YearCounts;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.backtest.BacktestAnswer;

/** Prints a backtest: for each policy first what was looked at, then what it would have raised. */
public final class BacktestReport {

    private static final int MOST_TRANSITIONS = 20;
    private static final int MOST_BOOKS = 8;
    private static final int BAR = 20;

    private final Screen screen;

    public BacktestReport(Screen screen) {
        this.screen = screen;
    }

    public void print(BacktestAnswer answer) {
        printResults(answer);
        printNotSimulated(BacktestAnswer.NOT_SIMULATED);
    }

    /** Without what is not simulated. */
    public void printResults(BacktestAnswer answer) {
        answer.notes().forEach(screen::note);
        for (BacktestResult result : answer.results()) {
            print(result);
            screen.line("");
        }
    }

    /** @param lines what is not simulated */
    public void printNotSimulated(List<String> lines) {
        screen.line("Not simulated:", Style.DIM);
        lines.forEach(line -> screen.paragraph("- " + line, Style.DIM));
    }

    private void print(BacktestResult result) {
        DependencePolicy policy = result.policy();
        screen.heading("%s: %s".formatted(policy.getId(), BacktestText.policy(policy)));
        coverage(result.coverage(), policy);
        screen.line("");
        episodes(result);
        if (!result.transitions().isEmpty()) {
            transitions(result.transitions());
            years(result.byYear());
        }
        if (!result.nearMisses().isEmpty()) {
            screen.line("");
            screen.line("Nearest to the warning line without an alert:");
            screen.table(misses(policy, result.nearMisses()), result.nearMisses());
        }
        result.difference().ifPresent(difference -> {
            screen.line("");
            new DifferenceReport(screen).print(policy, difference);
        });
        if (!result.sweep().isEmpty()) {
            sweep(policy, result.sweep());
        }
    }

    private void coverage(BacktestCoverage coverage, DependencePolicy policy) {
        screen.paragraph(
                "Judged: %s of %s%s"
                        .formatted(
                                Figures.count(coverage.judged(), "month"),
                                books(coverage),
                                coverage.first().isPresent()
                                        ? ", from %s to %s"
                                                .formatted(
                                                        Months.text(
                                                                coverage.first().getAsInt()),
                                                        Months.text(
                                                                coverage.last().getAsInt()))
                                        : ""),
                Style.PLAIN);
        if (!coverage.unjudged().isEmpty()) {
            screen.paragraph(
                    "Not judged: "
                            + coverage.unjudged().entrySet().stream()
                                    .map(entry -> "%s %s"
                                            .formatted(
                                                    Figures.count(entry.getValue()),
                                                    BacktestText.reason(entry.getKey(), policy)))
                                    .collect(Collectors.joining("; ")),
                    Style.PLAIN);
        }
        if (!coverage.withoutJudgement().isEmpty()) {
            List<BookKey> silent = coverage.withoutJudgement();
            screen.paragraph(
                    "No month judged of %s: %s%s"
                            .formatted(
                                    Figures.count(silent.size(), "book"),
                                    silent.stream()
                                            .limit(MOST_BOOKS)
                                            .map(BookKey::toString)
                                            .collect(Collectors.joining(", ")),
                                    silent.size() > MOST_BOOKS ? ", ..." : ""),
                    Style.PLAIN);
        }
    }

    private static String books(BacktestCoverage coverage) {
        int matched = coverage.books().size();
        return matched == coverage.booksKnown()
                ? Figures.count(matched, "book")
                : "%s of %s".formatted(Figures.count(matched), Figures.count(coverage.booksKnown(), "book"));
    }

    private void episodes(BacktestResult result) {
        List<BacktestEpisode> episodes = result.episodes();
        if (episodes.isEmpty()) {
            screen.line(
                    result.coverage().judged() == 0
                            ? "No alerts, because no month was judged."
                            : "No alerts in %s that were judged."
                                    .formatted(Figures.count(result.coverage().judged(), "month")));
            return;
        }
        long open =
                episodes.stream().filter(episode -> episode.until().isEmpty()).count();
        screen.line("%s; %s open at the end; %s in alert"
                .formatted(
                        BacktestText.count(episodes),
                        Figures.count(open),
                        Figures.count(
                                episodes.stream()
                                        .mapToInt(BacktestEpisode::months)
                                        .sum(),
                                "month")));
        screen.table(columns(result.policy(), episodes), episodes);
    }

    /** The columns of episodes; the dataset only if there are several. */
    static Columns<BacktestEpisode> columns(DependencePolicy policy, List<BacktestEpisode> episodes) {
        Columns<BacktestEpisode> columns = new Columns<>();
        if (episodes.stream().map(episode -> episode.book().owner()).distinct().count() > 1) {
            columns.left("dataset", episode -> episode.book().owner().toString());
        }
        return columns.left("book", episode -> episode.book().mineral())
                .left("subject", BacktestEpisode::subjectName)
                .left("since", episode -> Months.text(episode.since()))
                .left("until", BacktestText::until)
                .left(
                        "gravest",
                        episode -> BacktestText.severity(episode.gravest()),
                        episode -> AlertText.style(episode.gravest()))
                .right("highest", episode -> BacktestText.figure(policy, episode.highest()))
                .right("months", episode -> Integer.toString(episode.months()));
    }

    private void transitions(List<DependenceAlert> transitions) {
        screen.line("");
        int left = Math.max(0, transitions.size() - MOST_TRANSITIONS);
        screen.line(
                left == 0
                        ? "Transitions (simulated):"
                        : "The last %d of %d transitions (simulated); --output json has all:"
                                .formatted(MOST_TRANSITIONS, transitions.size()));
        for (DependenceAlert alert : transitions.subList(left, transitions.size())) {
            Style style =
                    alert.getTransition() == Transition.RESOLVED ? Style.GREEN : AlertText.style(alert.getSeverity());
            String what = "%s  %-8s  %-9s  "
                    .formatted(
                            alert.getAsOf(),
                            AlertText.word(alert.getSeverity()),
                            AlertText.word(alert.getTransition()));
            screen.line(screen.painted(what, style) + alert.getSentence());
        }
    }

    private void years(List<YearCounts> byYear) {
        screen.line("");
        screen.table(
                new Columns<YearCounts>()
                        .left("year", counts -> Integer.toString(counts.year()))
                        .right("raised", counts -> Integer.toString(counts.raised()))
                        .right("escalated", counts -> Integer.toString(counts.escalated()))
                        .right("eased", counts -> Integer.toString(counts.eased()))
                        .right("resolved", counts -> Integer.toString(counts.resolved()))
                        .right("months in alert", counts -> Integer.toString(counts.monthsInAlert())),
                byYear);
    }

    private static Columns<NearMiss> misses(DependencePolicy policy, List<NearMiss> misses) {
        Columns<NearMiss> columns = new Columns<>();
        if (misses.stream().map(miss -> miss.book().owner()).distinct().count() > 1) {
            columns.left("dataset", miss -> miss.book().owner().toString());
        }
        return columns.left("book", miss -> miss.book().mineral())
                .left("subject", NearMiss::subjectName)
                .left("month", miss -> Months.text(miss.asOf()))
                .right("highest", miss -> BacktestText.figure(policy, OptionalDouble.of(miss.highest())))
                .left("margin", miss -> margin(policy, miss));
    }

    private static String margin(DependencePolicy policy, NearMiss miss) {
        return miss.margin() > 0
                ? BacktestText.figure(policy, OptionalDouble.of(miss.margin())) + " below the line"
                : "reached it for %d of %d months".formatted(miss.monthsOverLine(), policy.getDwellMonths());
    }

    private void sweep(DependencePolicy policy, List<SweepStep> steps) {
        int most = steps.stream().mapToInt(SweepStep::monthsInAlert).max().orElse(0);
        screen.line("");
        screen.line("Other warning lines; the critical line moves with them:");
        screen.table(
                new Columns<SweepStep>()
                        .right("warning", step -> BacktestText.line(policy, step.warning()))
                        .right("critical", step -> BacktestText.line(policy, step.critical()))
                        .right("alerts", step -> Figures.count(step.episodes()))
                        .right("of them critical", step -> Figures.count(step.criticalEpisodes()))
                        .right("months in alert", step -> Figures.count(step.monthsInAlert()))
                        .left(
                                "",
                                step -> most == 0 ? "" : Bar.of((double) step.monthsInAlert() / most, BAR),
                                step -> step.warning() == policy.getWarning() ? Style.BOLD : Style.PLAIN),
                steps);
    }
}
