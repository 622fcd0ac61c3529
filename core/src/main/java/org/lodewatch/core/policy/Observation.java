package org.lodewatch.core.policy;

import java.util.OptionalDouble;

/**
 * What a policy measured in one window.
 *
 * @param asOf the window's last month
 * @param observed percent or points; empty where it cannot be told
 * @param totalValueCents customs value of the window
 */
record Observation(int asOf, OptionalDouble observed, long totalValueCents) {}
