package org.lodewatch.core.policy;

import java.util.OptionalDouble;

/**
 * A policy's metric in one window.
 *
 * @param asOf the window's last month
 * @param observed percent or points; empty where it cannot be computed
 * @param suppliedCents customs value that other countries supplied in the window, cents
 * @param returnedCents customs value of returned goods in the window, cents
 * @param partial whether rows of the window are missing, which an operator has accepted
 */
record Observation(int asOf, OptionalDouble observed, long suppliedCents, long returnedCents, boolean partial) {}
