package org.lodewatch.core.whatif;

import java.util.OptionalDouble;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;

/**
 * An alert in a window, as published and after assumed changes.
 *
 * @param alertId {@code policy/dataset/reporter/book/subject}
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param subjectName in a sentence
 * @param before the severity by the published shares
 * @param after the severity by the changed shares
 * @param observedBefore percent or points; empty where it cannot be computed
 * @param observedAfter percent or points; empty where it cannot be computed
 */
public record SimulatedAlert(
        DependencePolicy policy,
        String alertId,
        String subject,
        String subjectName,
        Severity before,
        Severity after,
        OptionalDouble observedBefore,
        OptionalDouble observedAfter) {

    /** What happens to the alert. */
    public enum Effect {
        BEGINS,
        ESCALATES,
        EASES,
        ENDS,
        STAYS
    }

    public Effect effect() {
        if (before == after) {
            return Effect.STAYS;
        }
        if (before == Severity.NONE) {
            return Effect.BEGINS;
        }
        if (after == Severity.NONE) {
            return Effect.ENDS;
        }
        return after.compareTo(before) > 0 ? Effect.ESCALATES : Effect.EASES;
    }
}
