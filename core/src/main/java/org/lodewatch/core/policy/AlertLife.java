package org.lodewatch.core.policy;

import java.util.Optional;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/**
 * The life of an alert: raised, then escalated, eased or restated any number of times, then resolved; and raised again.
 */
final class AlertLife {

    private AlertLife() {}

    /**
     * What has to be told, if the last thing told was {@code told} and {@code verdict} is how it stands now.
     *
     * @return empty if nothing has changed
     */
    static Optional<Transition> next(Optional<DependenceAlert> told, Verdict verdict) {
        Severity before = told.map(DependenceAlert::getSeverity).orElse(Severity.NONE);
        Severity now = verdict.severity();
        if (before == now) {
            return now != Severity.NONE && hasMoved(told.orElseThrow(), verdict)
                    ? Optional.of(Transition.RESTATED)
                    : Optional.empty();
        }
        if (before == Severity.NONE) {
            return Optional.of(Transition.RAISED);
        }
        if (now == Severity.NONE) {
            return Optional.of(Transition.RESOLVED);
        }
        return Optional.of(now.compareTo(before) > 0 ? Transition.ESCALATED : Transition.EASED);
    }

    /**
     * Whether the month since which it stands is another than was told. An alert that has stood for longer than the
     * horizon reaches back keeps the month that it was told with: the horizon moves on, but no figure was corrected.
     */
    private static boolean hasMoved(DependenceAlert told, Verdict verdict) {
        int since = Months.of(told.getSince());
        return since != verdict.since() && !(verdict.unbroken() && since < verdict.since());
    }
}
