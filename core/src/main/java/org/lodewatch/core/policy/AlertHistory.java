package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/**
 * The standing history of an alert: the transitions that the windows of its book make, each about the month of its window. It
 * is a function of the data and the policy alone.
 *
 * @param steps oldest first, at most one a window
 * @param observations those that it was computed from, oldest first
 */
public record AlertHistory(List<Step> steps, List<Observation> observations) {

    /**
     * One transition.
     *
     * @param asOf the last month of the window that made it
     * @param before the severity before it
     * @param severity the severity after it, another one
     * @param observed percent or points in that window; empty where it cannot be computed
     * @param highest the highest figure from that window to the next step; empty where none can be computed, and after the
     *     alert has resolved
     */
    public record Step(int asOf, Severity before, Severity severity, OptionalDouble observed, OptionalDouble highest) {

        /** RAISED, ESCALATED, EASED or RESOLVED. */
        public Transition transition() {
            if (before == Severity.NONE) {
                return Transition.RAISED;
            }
            if (severity == Severity.NONE) {
                return Transition.RESOLVED;
            }
            return severity.compareTo(before) > 0 ? Transition.ESCALATED : Transition.EASED;
        }

        HistoryEntry entry() {
            return new HistoryEntry(Months.text(asOf), transition(), severity, nullable(observed), nullable(highest));
        }

        private Step reaching(OptionalDouble figure) {
            return severity == Severity.NONE
                            || figure.isEmpty()
                            || highest.isPresent() && highest.getAsDouble() >= figure.getAsDouble()
                    ? this
                    : new Step(asOf, before, severity, observed, figure);
        }
    }

    /**
     * Judges a series of observations: a fold from the oldest to the newest, so that the result does not depend on when
     * or in which pieces the data arrived.
     *
     * <p>{@link SeverityFold} has the rules.
     *
     * @param observations oldest first
     * @param periodMonths months between two observations
     * @param earlier the published transitions before the oldest observation that the horizon has hidden since; none if it
     *     hides nothing
     */
    static AlertHistory of(
            DependencePolicy policy, List<Observation> observations, int periodMonths, List<HistoryEntry> earlier) {
        List<Step> steps = new ArrayList<>();
        Severity severity = Severity.NONE;
        for (HistoryEntry entry : earlier) {
            steps.add(new Step(
                    Months.of(entry.getAsOf()),
                    severity,
                    entry.getSeverity(),
                    optional(entry.getObserved()),
                    optional(entry.getHighest())));
            severity = entry.getSeverity();
        }
        SeverityFold fold = new SeverityFold(policy, periodMonths, severity);
        for (Observation observation : observations) {
            Severity next = fold.next(observation);
            if (next != severity) {
                steps.add(new Step(observation.asOf(), severity, next, observation.observed(), OptionalDouble.empty()));
                severity = next;
            }
            if (severity != Severity.NONE) {
                int last = steps.size() - 1;
                steps.set(last, steps.get(last).reaching(observation.observed()));
            }
        }
        return new AlertHistory(steps, observations);
    }

    /**
     * The history that the same observations give under the lines of another policy, which selects and measures the same.
     *
     * @param periodMonths months between two observations
     */
    public AlertHistory under(DependencePolicy other, int periodMonths) {
        return of(other, observations, periodMonths, List.of());
    }

    static Double nullable(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }

    private static OptionalDouble optional(Double figure) {
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }

    /** The last step; empty if the alert was never raised. */
    public Optional<Step> last() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    /** The severity after the newest window; NONE if there is no alert. */
    public Severity severity() {
        return last().map(Step::severity).orElse(Severity.NONE);
    }

    /** The observation of the newest window; empty if none was judged. */
    public Optional<Observation> newest() {
        return observations.isEmpty() ? Optional.empty() : Optional.of(observations.get(observations.size() - 1));
    }

    /** The observation of a window; empty if it was not judged. */
    Optional<Observation> at(int asOf) {
        return observations.stream()
                .filter(observation -> observation.asOf() == asOf)
                .findFirst();
    }

    /** Whether published entries have the same months and severities. */
    public boolean isSameAs(List<HistoryEntry> published) {
        if (published.size() != steps.size()) {
            return false;
        }
        for (int i = 0; i < published.size(); i++) {
            HistoryEntry entry = published.get(i);
            if (Months.of(entry.getAsOf()) != steps.get(i).asOf()
                    || entry.getSeverity() != steps.get(i).severity()) {
                return false;
            }
        }
        return true;
    }

    /** The entries of the messages. */
    List<HistoryEntry> entries() {
        return steps.stream().map(Step::entry).toList();
    }

    /**
     * What the policy made of each window, oldest first.
     *
     * @param periodMonths months between two windows
     */
    List<JudgedMonth> months(DependencePolicy policy, int periodMonths) {
        Severity first = observations.isEmpty()
                ? Severity.NONE
                : steps.stream()
                        .filter(step -> step.asOf() < observations.get(0).asOf())
                        .reduce((one, later) -> later)
                        .map(Step::severity)
                        .orElse(Severity.NONE);
        SeverityFold fold = new SeverityFold(policy, periodMonths, first);
        return observations.stream()
                .map(observation -> {
                    Severity before = fold.severity();
                    Severity after = fold.next(observation);
                    return new JudgedMonth(
                            observation, before, after, fold.monthsOverWarning(), fold.monthsOverCritical());
                })
                .toList();
    }
}
