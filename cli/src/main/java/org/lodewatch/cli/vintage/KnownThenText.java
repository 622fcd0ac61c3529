package org.lodewatch.cli.vintage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.alerts.PolicyFigure;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.vintage.DatasetVintages;
import org.lodewatch.core.vintage.KnownTransition;
import org.lodewatch.core.vintage.Vintages;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/** Prints what was raised in real time, beside today's figures. */
public final class KnownThenText {

    private final Screen screen;

    public KnownThenText(Screen screen) {
        this.screen = screen;
    }

    public void print(KnownThen known) {
        Vintages vintages = known.vintages();
        screen.heading(
                "As known then: %s, judged after each release".formatted(Figures.count(known.records(), "record")));
        if (vintages.datasets().isEmpty()) {
            screen.line("The log has no dataset that the policies select.");
            return;
        }
        vintages.datasets().stream()
                .filter(dataset -> !dataset.isSingle())
                .forEach(dataset -> print(dataset, vintages));
        List<DatasetVintages> single =
                vintages.datasets().stream().filter(DatasetVintages::isSingle).toList();
        if (!single.isEmpty()) {
            Set<Owner> owners = single.stream().map(DatasetVintages::owner).collect(Collectors.toSet());
            screen.paragraph(
                    "Only one vintage, so what was known then is what is known now: %s (%s)."
                            .formatted(
                                    single.stream()
                                            .map(dataset -> dataset.owner().toString())
                                            .collect(Collectors.joining(", ")),
                                    Figures.count(
                                            vintages.transitions().stream()
                                                    .filter(transition -> owners.contains(
                                                            transition.book().owner()))
                                                    .count(),
                                            "transition")),
                    Style.PLAIN);
        }
    }

    private void print(DatasetVintages dataset, Vintages vintages) {
        List<KnownTransition> transitions = vintages.transitions().stream()
                .filter(transition -> transition.book().owner().equals(dataset.owner()))
                .toList();
        screen.line("");
        screen.line("%s: %s from %s to %s; %d changed a complete period"
                .formatted(
                        dataset.owner(),
                        Figures.count(dataset.releases(), "release"),
                        day(dataset.first()),
                        day(dataset.last()),
                        dataset.revisions()));
        if (transitions.isEmpty()) {
            screen.line("no alert was ever raised");
            return;
        }
        screen.line(summary(transitions));
        screen.table(columns(), transitions);
    }

    private static String summary(List<KnownTransition> transitions) {
        long gone = transitions.stream()
                .filter(transition -> transition.now().isEmpty())
                .count();
        long same = transitions.stream().filter(KnownTransition::isAsToday).count();
        long later = transitions.stream().filter(KnownThenText::isLater).count();
        long earlier = transitions.stream().filter(KnownThenText::isEarlier).count();
        List<String> parts = new ArrayList<>(List.of("%d as today's figures have them".formatted(same)));
        add(parts, later, "later");
        add(parts, earlier, "earlier");
        add(parts, transitions.size() - gone - same - later - earlier, "at the same time in another form");
        add(parts, gone, "on figures that were corrected later");
        return Figures.count(transitions.size(), "transition") + ": " + String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static boolean isLater(KnownTransition transition) {
        return transition.monthsLater() > 0 || transition.monthsLater() == 0 && transition.daysLater() > 0;
    }

    private static boolean isEarlier(KnownTransition transition) {
        return transition.monthsLater() < 0 || transition.monthsLater() == 0 && transition.daysLater() < 0;
    }

    private static Columns<KnownTransition> columns() {
        return new Columns<KnownTransition>()
                .left("policy", transition -> transition.policy().getId())
                .left("book", transition -> transition.book().mineral())
                .left("subject", KnownTransition::subjectName)
                .left("transition", KnownThenText::words, transition -> style(transition.then()))
                .left("published", transition -> day(transition.raised().at()).toString())
                .left("as of", transition -> Months.text(transition.then().asOf()))
                .right(
                        "figure then",
                        transition ->
                                figure(transition.policy(), transition.then().observed()))
                .right("today", transition -> figure(transition.policy(), transition.figureNow()))
                .left("with today's figures", KnownThenText::today);
    }

    private static String words(KnownTransition transition) {
        return words(transition.then().transition(), transition.then().severity());
    }

    private static String words(Transition transition, Severity severity) {
        String word = transition.name().toLowerCase(Locale.ROOT);
        return severity == Severity.NONE ? word : word + ", " + severity.name().toLowerCase(Locale.ROOT);
    }

    private static Style style(Step step) {
        return step.severity() == Severity.NONE ? Style.GREEN : AlertText.style(step.severity());
    }

    /** What has become of it. */
    private static String today(KnownTransition transition) {
        if (transition.now().isEmpty()) {
            return "corrected away on "
                    + transition.corrected().map(release -> day(release.at())).orElseThrow();
        }
        if (transition.isAsToday()) {
            return "the same";
        }
        List<String> parts = new ArrayList<>();
        int asOf = transition.now().get().asOf();
        if (asOf != transition.then().asOf()) {
            parts.add("as of " + Months.text(asOf));
        }
        Severity severity = transition.now().get().severity();
        if (severity != transition.then().severity()) {
            parts.add(words(transition.now().get().transition(), severity));
        }
        long months = Math.abs(transition.monthsLater());
        long days = Math.abs(transition.daysLater());
        if (months + days > 0) {
            List<String> spans = new ArrayList<>();
            if (months > 0) {
                spans.add(Figures.count(months, "month"));
            }
            if (days > 0) {
                spans.add(Figures.count(days, "day"));
            }
            parts.add("raised %s %s".formatted(String.join(", ", spans), isLater(transition) ? "later" : "earlier"));
        }
        return String.join("; ", parts);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String figure(DependencePolicy policy, OptionalDouble figure) {
        return PolicyFigure.text(policy.getMetric(), figure);
    }
}
