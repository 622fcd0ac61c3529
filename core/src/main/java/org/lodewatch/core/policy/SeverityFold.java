package org.lodewatch.core.policy;

import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;

/**
 * Judges the windows of a subject by a policy, one after the other, oldest first.
 *
 * <p>The severity rises to a line that was reached in every window over {@code dwellMonths}, and falls as soon as the observed
 * value is more than the clear margin below the line. A window below the policy's minimum value, or one that the policy passes
 * over, has no alert. A window without a value keeps the severity, and interrupts the dwell.
 */
final class SeverityFold {

    private final DependencePolicy policy;
    private final int periodMonths;
    private Severity severity;
    private int monthsOverWarning;
    private int monthsOverCritical;

    /**
     * @param periodMonths months between two windows
     * @param severity before the oldest window
     */
    SeverityFold(DependencePolicy policy, int periodMonths, Severity severity) {
        this.policy = policy;
        this.periodMonths = periodMonths;
        this.severity = severity;
    }

    /** Judges the next window. @return the severity after it */
    Severity next(Observation observation) {
        if (observation.passedOver().isPresent() || observation.suppliedCents() < policy.getMinimumValueCents()) {
            monthsOverWarning = 0;
            monthsOverCritical = 0;
            severity = Severity.NONE;
        } else if (observation.observed().isEmpty()) {
            monthsOverWarning = 0;
            monthsOverCritical = 0;
        } else {
            double observed = observation.observed().getAsDouble();
            monthsOverWarning = observed >= policy.getWarning() ? monthsOverWarning + periodMonths : 0;
            monthsOverCritical = observed >= policy.getCritical() ? monthsOverCritical + periodMonths : 0;
            severity = highest(fallen(observed), risen());
        }
        return severity;
    }

    /** The severity after the last window. */
    Severity severity() {
        return severity;
    }

    /** For how many months the warning line was reached without a break. */
    int monthsOverWarning() {
        return monthsOverWarning;
    }

    /** For how many months the critical line was reached without a break. */
    int monthsOverCritical() {
        return monthsOverCritical;
    }

    /** The severity that is left once a line less the margin is no longer held. */
    private Severity fallen(double observed) {
        if (severity == Severity.CRITICAL && observed >= policy.getCritical() - policy.getClearMargin()) {
            return Severity.CRITICAL;
        }
        return severity != Severity.NONE && observed >= policy.getWarning() - policy.getClearMargin()
                ? Severity.WARNING
                : Severity.NONE;
    }

    private Severity risen() {
        if (monthsOverCritical >= policy.getDwellMonths()) {
            return Severity.CRITICAL;
        }
        return monthsOverWarning >= policy.getDwellMonths() ? Severity.WARNING : Severity.NONE;
    }

    private static Severity highest(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
