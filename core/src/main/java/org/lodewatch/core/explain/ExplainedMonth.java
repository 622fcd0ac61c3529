package org.lodewatch.core.explain;

import java.util.List;
import java.util.Optional;
import org.lodewatch.core.policy.JudgedMonth;

/**
 * How a policy came to judge one window as it did.
 *
 * @param number the position of its transition in the standing history, from 1; 0 if the window makes none
 * @param judged what the policy made of the window
 * @param previous the window before it that the policy judged; empty if it is the first
 * @param since the as-of month since which the severity before it was held, in months since 1970; empty if there was no alert
 * @param steps the arithmetic, a line each
 */
public record ExplainedMonth(
        int number, JudgedMonth judged, Optional<JudgedMonth> previous, Optional<Integer> since, List<String> steps) {

    /** The last month of the window, in months since 1970. */
    public int asOf() {
        return judged.observation().asOf();
    }

    /** Whether the severity changes with the window. */
    public boolean isTransition() {
        return number > 0;
    }
}
