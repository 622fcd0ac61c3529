package org.lodewatch.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/**
 * The state of one policy's alert on one subject, as a function of the data alone.
 *
 * @param severity NONE if there is no alert
 * @param since the as-of month since which the severity holds; without meaning for NONE
 * @param unbroken whether the line was reached in every observation up to {@code since}, so that the severity may be
 *     older than the oldest observation if the horizon hides earlier ones
 * @param shownFrom the as-of month of the oldest observation if the horizon hides earlier windows; empty if it hides none
 * @param last the newest observation; empty if there is none
 */
record Verdict(Severity severity, int since, boolean unbroken, OptionalInt shownFrom, Optional<Observation> last) {

    /**
     * Judges a series of observations: a fold from the oldest to the newest, so that the result does not depend on when
     * or in which pieces the data arrived.
     *
     * <p>The severity rises to a line that was reached in every observation over {@code dwellMonths}, and falls as soon
     * as the observed value is more than the clear margin below the line. A window below the policy's minimum value, or one
     * that the policy passes over, has no alert. An observation without a value keeps the severity, and interrupts the dwell.
     *
     * @param observations oldest first
     * @param periodMonths months between two observations
     * @param earlierAreHidden whether the horizon hides earlier windows
     */
    static Verdict of(
            DependencePolicy policy, List<Observation> observations, int periodMonths, boolean earlierAreHidden) {
        Severity severity = Severity.NONE;
        int since = 0;
        int monthsOverWarning = 0;
        int monthsOverCritical = 0;
        int months = 0;
        boolean unbroken = false;
        for (Observation observation : observations) {
            months += periodMonths;
            Severity next;
            if (observation.passedOver().isPresent() || observation.suppliedCents() < policy.getMinimumValueCents()) {
                monthsOverWarning = 0;
                monthsOverCritical = 0;
                next = Severity.NONE;
            } else if (observation.observed().isEmpty()) {
                monthsOverWarning = 0;
                monthsOverCritical = 0;
                next = severity;
            } else {
                double observed = observation.observed().getAsDouble();
                monthsOverWarning = observed >= policy.getWarning() ? monthsOverWarning + periodMonths : 0;
                monthsOverCritical = observed >= policy.getCritical() ? monthsOverCritical + periodMonths : 0;
                next = highest(
                        fallen(severity, observed, policy),
                        risen(monthsOverWarning, monthsOverCritical, policy.getDwellMonths()));
            }
            if (next != severity) {
                boolean rises = next.compareTo(severity) > 0;
                severity = next;
                since = observation.asOf();
                unbroken = rises && months == (next == Severity.CRITICAL ? monthsOverCritical : monthsOverWarning);
            }
        }
        return new Verdict(
                severity,
                since,
                unbroken,
                earlierAreHidden && !observations.isEmpty()
                        ? OptionalInt.of(observations.get(0).asOf())
                        : OptionalInt.empty(),
                observations.isEmpty() ? Optional.empty() : Optional.of(observations.get(observations.size() - 1)));
    }

    /**
     * The transition from the last published alert to this verdict: RAISED, then ESCALATED, EASED or RESTATED any number
     * of times, then RESOLVED, then RAISED again.
     *
     * @return empty if nothing has changed
     */
    Optional<Transition> transitionFrom(Optional<DependenceAlert> published) {
        Severity before = published.map(DependenceAlert::getSeverity).orElse(Severity.NONE);
        if (before == severity) {
            return severity != Severity.NONE && startedInAnotherMonthThan(published.orElseThrow())
                    ? Optional.of(Transition.RESTATED)
                    : Optional.empty();
        }
        if (before == Severity.NONE) {
            return Optional.of(Transition.RAISED);
        }
        if (severity == Severity.NONE) {
            return Optional.of(Transition.RESOLVED);
        }
        return Optional.of(severity.compareTo(before) > 0 ? Transition.ESCALATED : Transition.EASED);
    }

    /**
     * Whether the month since which the severity holds differs. An alert older than the horizon keeps its published month:
     * the horizon has moved or was set, but no figure was corrected.
     */
    private boolean startedInAnotherMonthThan(DependenceAlert published) {
        int publishedSince = Months.of(published.getSince());
        boolean isOlderThanTheHorizon =
                shownFrom.isPresent() && publishedSince < since && (unbroken || publishedSince < shownFrom.getAsInt());
        return publishedSince != since && !isOlderThanTheHorizon;
    }

    /** The severity that is left once a line less the margin is no longer held. */
    private static Severity fallen(Severity severity, double observed, DependencePolicy policy) {
        if (severity == Severity.CRITICAL && observed >= policy.getCritical() - policy.getClearMargin()) {
            return Severity.CRITICAL;
        }
        return severity != Severity.NONE && observed >= policy.getWarning() - policy.getClearMargin()
                ? Severity.WARNING
                : Severity.NONE;
    }

    private static Severity risen(int monthsOverWarning, int monthsOverCritical, int dwell) {
        if (monthsOverCritical >= dwell) {
            return Severity.CRITICAL;
        }
        return monthsOverWarning >= dwell ? Severity.WARNING : Severity.NONE;
    }

    private static Severity highest(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
