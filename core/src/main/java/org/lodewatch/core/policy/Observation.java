package org.lodewatch.core.policy;

import java.util.OptionalDouble;

/**
 * A policy's metric in one window.
 *
 * @param asOf the window's last month
 * @param observed percent or points; empty where it cannot be computed
 * @param totalValueCents customs value of the window, US cents
 */
record Observation(int asOf, OptionalDouble observed, long totalValueCents) {}
