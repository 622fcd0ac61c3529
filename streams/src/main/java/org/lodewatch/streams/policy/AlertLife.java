package org.lodewatch.streams.policy;

import java.util.Optional;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.streams.book.Months;

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
            boolean moved = now != Severity.NONE
                    && !Months.text(verdict.since()).equals(told.orElseThrow().getSince());
            return moved ? Optional.of(Transition.RESTATED) : Optional.empty();
        }
        if (before == Severity.NONE) {
            return Optional.of(Transition.RAISED);
        }
        if (now == Severity.NONE) {
            return Optional.of(Transition.RESOLVED);
        }
        return Optional.of(now.compareTo(before) > 0 ? Transition.ESCALATED : Transition.EASED);
    }
}
