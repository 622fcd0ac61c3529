package org.lodewatch.core.policy;

import java.util.OptionalDouble;

/**
 * A policy's metric in one window.
 *
 * @param asOf the window's last month
 * @param observed percent or points; empty where it cannot be computed
 * @param suppliedCents customs value that other countries supplied in the window, cents
 * @param returnedCents customs value of returned goods in the window, cents
 */
record Observation(int asOf, OptionalDouble observed, long suppliedCents, long returnedCents) {}
