package org.lodewatch.cli.explain;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.explain.ChangeCause;
import org.lodewatch.core.explain.ExplainedMonth;
import org.lodewatch.core.explain.FigureMove;
import org.lodewatch.core.explain.FigureMove.MovedSum;
import org.lodewatch.core.explain.MovedRecords;
import org.lodewatch.core.policy.JudgedMonth;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.explain.ExplainedAlert;

/** Prints why an alert has its history: for each window the arithmetic of the policy, and the records that moved the figure. */
public final class ExplainReport {

    private final Catalogue catalogue;
    private final ExplainedAlert alert;
    private final int top;
    private final Screen screen;

    /** @param top how many rows of records to print for a window */
    public ExplainReport(Catalogue catalogue, ExplainedAlert alert, int top, Screen screen) {
        this.catalogue = catalogue;
        this.alert = alert;
        this.top = top;
        this.screen = screen;
    }

    /** Prints what the alert is about, and the policy's lines. */
    public void printHead() {
        DependencePolicy policy = alert.policy();
        screen.heading(alert.alertId());
        screen.line("%s in %s imports of %s, %s; policy %s, version %d"
                .formatted(
                        alert.explanation().alert().subjectName(),
                        country(alert.book().reporter()),
                        catalogue.bookName(alert.book().mineral()),
                        alert.book().dataset(),
                        policy.getId(),
                        policy.getVersion()));
        screen.line("%s by %s in windows of %d months; warning %s, critical %s, clear margin %s, dwell %d month%s%s"
                .formatted(
                        word(policy.getMetric()),
                        word(policy.getMeasure()),
                        alert.windowMonths(),
                        Figures.plain(policy.getWarning()),
                        Figures.plain(policy.getCritical()),
                        Figures.plain(policy.getClearMargin()),
                        policy.getDwellMonths(),
                        policy.getDwellMonths() == 1 ? "" : "s",
                        policy.getMinimumValueCents() == 0
                                ? ""
                                : ", minimum supply "
                                        + Figures.money(
                                                policy.getMinimumValueCents(),
                                                alert.windows().currency())));
        screen.line("");
    }

    /**
     * Prints a window.
     *
     * @param moved what moved the figure from the window before it
     * @param editions what moved it since {@code since}
     */
    public void print(
            ExplainedMonth month, Optional<FigureMove> moved, Optional<FigureMove> editions, Optional<Instant> since) {
        screen.line(title(month), Style.BOLD);
        month.steps().forEach(step -> screen.line("  " + step));
        moved.ifPresent(move -> print("from the window before, %s".formatted(Months.text(move.asOfBefore())), move));
        editions.ifPresent(move ->
                print("since %s".formatted(since.map(Instant::toString).orElse("")), move));
        screen.line("");
    }

    /** "2 2025-07  critical to warning; critical since 2023-12". */
    private static String title(ExplainedMonth month) {
        JudgedMonth judged = month.judged();
        String number = month.isTransition() ? month.number() + "  " : "";
        String held = month.since()
                .map(since -> "; %s since %s".formatted(word(judged.before()), Months.text(since)))
                .orElse("");
        String change = !month.isTransition()
                ? judged.severity() == Severity.NONE ? "no alert" : word(judged.severity()) + " stays"
                : judged.before() == Severity.NONE
                        ? "raised to " + word(judged.severity())
                        : judged.severity() == Severity.NONE
                                ? "resolved"
                                : "%s to %s".formatted(word(judged.before()), word(judged.severity()));
        return "%s%s  %s%s".formatted(number, Months.text(month.asOf()), change, held);
    }

    private void print(String span, FigureMove move) {
        String figures = move.isMeasured()
                ? "%s to %s (%s)"
                        .formatted(
                                figure(move.before().getAsDouble()),
                                figure(move.after().getAsDouble()),
                                points(move.points()))
                : "the figure cannot be computed in both windows";
        screen.line("  %s: %s; imports %s to %s"
                .formatted(span, figures, money(move.centsBefore()), money(move.centsAfter())));
        for (ChangeCause cause : ChangeCause.values()) {
            Optional.ofNullable(move.causes().get(cause))
                    .ifPresent(sum -> screen.line("    %-12s  %s".formatted(word(cause), text(sum))));
        }
        move.further().forEach(term -> screen.line("    %s: %s".formatted(term.text(), points(term.points()))));
        List<MovedRecords> shown = move.records().stream().limit(top).toList();
        if (!shown.isEmpty()) {
            columns().lines(shown, screen.colours()).forEach(line -> screen.line("    " + line));
        }
        MovedSum others = move.others(top);
        if (others.records() > 0) {
            screen.line("    %s: %s".formatted("others", text(others)), Style.DIM);
        }
    }

    private Columns<MovedRecords> columns() {
        return new Columns<MovedRecords>()
                .left("cause", moved -> word(moved.cause()))
                .left("month", moved -> Months.text(moved.month()))
                .left("country", moved -> country(moved.country()))
                .left("code", MovedRecords::code)
                .right("value", moved -> money(moved.cents()))
                .right("points", moved -> Double.isNaN(moved.points()) ? "-" : number(moved.points()))
                .left("before", moved -> moved.former().isEmpty() ? "" : "was " + moved.former());
    }

    private String text(MovedSum sum) {
        return "%s, %s%s"
                .formatted(
                        Figures.count(sum.records(), "record"),
                        money(sum.cents()),
                        Double.isNaN(sum.points()) ? "" : ", " + points(sum.points()));
    }

    private String money(long cents) {
        String amount = Figures.money(Math.abs(cents), alert.windows().currency());
        return cents < 0 ? "-" + amount : amount;
    }

    private String points(double points) {
        return number(points) + " points";
    }

    private String number(double points) {
        return String.format(Locale.ROOT, "%+,.2f", points);
    }

    private String figure(double figure) {
        Metric metric = alert.policy().getMetric();
        boolean percent = metric != Metric.HHI && metric != Metric.HHI_GOVERNANCE && metric != Metric.DETOUR;
        return String.format(Locale.ROOT, percent ? "%,.2f %%" : "%,.2f", figure);
    }

    private String country(String alpha2) {
        return catalogue.country(alpha2).map(Country::name).orElse(alpha2);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
