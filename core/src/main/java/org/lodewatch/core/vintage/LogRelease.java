package org.lodewatch.core.vintage;

import java.time.Instant;

/**
 * The messages of a dataset and reporter that came together: up to a newly complete period, a pause of a minute, or the end of the
 * log.
 *
 * @param at when the last of them was published
 * @param newest the last month of the newest complete period after it; that of the newest period if none is complete
 */
public record LogRelease(Instant at, int newest) {}
