package org.lodewatch.service.lag;

import org.lodewatch.schemas.values.ReleaseDelay;

/**
 * When the newest periods of a dataset were published.
 *
 * @param delay the shortest and the longest
 * @param periods how many were seen
 */
public record ObservedDelay(ReleaseDelay delay, int periods) {}
