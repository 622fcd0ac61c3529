package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;

/** Compares the published status of an alert with the recount: each transition of its history, and its current figure. */
final class AlertComparison {

    /** Figures are sums of up to 200 terms, which the two implementations add in another order. */
    private static final double ROUNDING = 1e-9;

    private AlertComparison() {}

    static List<Difference> of(String id, Optional<DependenceAlert> live, Optional<ExpectedAlert> log) {
        List<HistoryEntry> published = live.map(DependenceAlert::getHistory).orElse(List.of());
        List<ExpectedStep> recounted = log.map(ExpectedAlert::steps).orElse(List.of());
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(published.size(), recounted.size()); i++) {
            String one = i < published.size() ? shown(published.get(i)) : "no transition";
            String other = i < recounted.size() ? shown(recounted.get(i)) : "no transition";
            boolean figuresAgree = i >= published.size()
                    || i >= recounted.size()
                    || agree(published.get(i).getObserved(), recounted.get(i).observed())
                            && agree(
                                    published.get(i).getHighest(),
                                    recounted.get(i).highest());
            if (!one.equals(other) || !figuresAgree) {
                differences.add(new Difference(
                        id,
                        figuresAgree ? one : one + figures(published.get(i)),
                        figuresAgree ? other : other + figures(recounted.get(i))));
            }
        }
        if (differences.isEmpty() && live.isPresent()) {
            differences.addAll(ofStatus(id, live.get(), log));
        }
        return differences;
    }

    private static List<Difference> ofStatus(String id, DependenceAlert live, Optional<ExpectedAlert> log) {
        Severity severity = log.map(ExpectedAlert::severity).orElse(Severity.NONE);
        if (live.getSeverity() != severity) {
            return List.of(new Difference(id, "severity " + live.getSeverity(), severity.toString()));
        }
        CurrentFigure current = live.getCurrent();
        if (severity == Severity.NONE) {
            return current == null ? List.of() : List.of(new Difference(id, "current figure of an alert", "no alert"));
        }
        ExpectedAlert expected = log.orElseThrow();
        if (!live.getSince().equals(expected.since())) {
            return List.of(new Difference(id, "since " + live.getSince(), expected.since()));
        }
        if (current == null) {
            return List.of(new Difference(id, "no current figure", expected.judgedTo()));
        }
        boolean agrees = current.getAsOf().equals(expected.judgedTo())
                && current.getTotalValueCents() == expected.totalValueCents()
                && agree(current.getObserved(), expected.observed());
        return agrees
                ? List.of()
                : List.of(new Difference(
                        id,
                        "current figure %s of %s to %s"
                                .formatted(
                                        current.getObserved(),
                                        Figure.amount(current.getTotalValueCents()),
                                        current.getAsOf()),
                        "%s of %s to %s"
                                .formatted(
                                        nullable(expected.observed()),
                                        Figure.amount(expected.totalValueCents()),
                                        expected.judgedTo())));
    }

    private static boolean agree(Double published, OptionalDouble recounted) {
        if (published == null || recounted.isEmpty()) {
            return published == null && recounted.isEmpty();
        }
        double figure = recounted.getAsDouble();
        return Math.abs(published - figure) <= ROUNDING * Math.max(1, Math.abs(figure));
    }

    private static String shown(HistoryEntry entry) {
        return shown(entry.getSeverity(), entry.getAsOf());
    }

    private static String shown(ExpectedStep step) {
        return shown(step.severity(), step.asOf());
    }

    private static String shown(Severity severity, String since) {
        String to = severity == Severity.NONE ? "resolved" : severity.name().toLowerCase(Locale.ROOT);
        return to + " " + since;
    }

    private static String figures(HistoryEntry entry) {
        return " at %s, highest %s".formatted(entry.getObserved(), entry.getHighest());
    }

    private static String figures(ExpectedStep step) {
        return " at %s, highest %s".formatted(nullable(step.observed()), nullable(step.highest()));
    }

    private static Double nullable(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
