package org.lodewatch.streams.policy;

import java.util.OptionalDouble;

/**
 * What a policy measured in one window.
 *
 * @param asOf the window's last month
 * @param observed percent or points; empty where it cannot be told
 * @param totalValueCents customs value of the window
 */
record Reading(int asOf, OptionalDouble observed, long totalValueCents) {}
