package org.lodewatch.core.batch;

import java.util.OptionalDouble;
import org.lodewatch.schemas.messages.Severity;

/**
 * One transition of an alert, by the recount.
 *
 * @param asOf the last month of the window that made it, YYYY-MM
 * @param severity after it
 * @param observed percent or points in that window; empty if it cannot be computed
 * @param highest the highest figure from that window to the next step; empty if none can be computed, and for NONE
 */
public record ExpectedStep(String asOf, Severity severity, OptionalDouble observed, OptionalDouble highest) {}
