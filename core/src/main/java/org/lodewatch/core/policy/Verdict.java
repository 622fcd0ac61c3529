package org.lodewatch.core.policy;

import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;

/**
 * Where one policy's alert on one subject stands.
 *
 * @param severity NONE if nothing stands
 * @param since the as-of month since which the severity stands; without meaning for NONE
 * @param unbroken whether its line was reached in every reading up to {@code since}, so that it may have stood before
 *     the oldest reading, where the horizon hides it
 * @param last the reading that was judged last; empty if there was none
 */
record Verdict(Severity severity, int since, boolean unbroken, Optional<Observation> last) {

    /**
     * Judges a series of readings: a fold from the oldest to the newest, so that the verdict depends on the data alone
     * and not on when or in which pieces they came in.
     *
     * <p>A line must be reached in every reading over {@code dwellMonths} before the severity rises to it; the severity
     * falls as soon as the observed value lies more than the clear margin below its line. A window under the policy's
     * minimum value raises nothing and lets nothing stand. A reading that cannot be told leaves the severity as it is,
     * and interrupts the dwell.
     *
     * @param readings oldest first
     * @param periodMonths months between two readings
     */
    static Verdict of(DependencePolicy policy, List<Observation> readings, int periodMonths) {
        Severity severity = Severity.NONE;
        int since = 0;
        int monthsOverWarning = 0;
        int monthsOverCritical = 0;
        int months = 0;
        boolean unbroken = false;
        for (Observation reading : readings) {
            months += periodMonths;
            Severity next;
            if (reading.totalValueCents() < policy.getMinimumValueCents()) {
                monthsOverWarning = 0;
                monthsOverCritical = 0;
                next = Severity.NONE;
            } else if (reading.observed().isEmpty()) {
                monthsOverWarning = 0;
                monthsOverCritical = 0;
                next = severity;
            } else {
                double observed = reading.observed().getAsDouble();
                monthsOverWarning = observed >= policy.getWarning() ? monthsOverWarning + periodMonths : 0;
                monthsOverCritical = observed >= policy.getCritical() ? monthsOverCritical + periodMonths : 0;
                next = highest(
                        fallen(severity, observed, policy),
                        risen(monthsOverWarning, monthsOverCritical, policy.getDwellMonths()));
            }
            if (next != severity) {
                boolean rises = next.compareTo(severity) > 0;
                severity = next;
                since = reading.asOf();
                unbroken = rises && months == (next == Severity.CRITICAL ? monthsOverCritical : monthsOverWarning);
            }
        }
        return new Verdict(
                severity,
                since,
                unbroken,
                readings.isEmpty() ? Optional.empty() : Optional.of(readings.get(readings.size() - 1)));
    }

    /** What is left of a severity once its lines, less the margin, are no longer held. */
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
