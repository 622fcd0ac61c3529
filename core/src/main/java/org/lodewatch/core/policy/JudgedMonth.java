package org.lodewatch.core.policy;

import org.lodewatch.schemas.messages.Severity;

/**
 * What a policy made of one window.
 *
 * @param observation the policy's figure in the window
 * @param before the severity before it
 * @param severity the severity after it
 * @param monthsOverWarning for how many months the warning line was reached without a break, this window included
 * @param monthsOverCritical the same for the critical line
 */
public record JudgedMonth(
        Observation observation, Severity before, Severity severity, int monthsOverWarning, int monthsOverCritical) {}
