package org.lodewatch.service.lag;

import java.util.Optional;

/**
 * How far the published shares of a dataset and reporter reach.
 *
 * @param newest the end of the newest window
 * @param stepMonths from one window to the next: 1 or 12, or more where months are missing; 0 if there is only one
 * @param observed when its windows were published, as the log shows it; empty if it shows too few
 */
public record DatasetAge(EventTime newest, int stepMonths, Optional<ObservedDelay> observed) {}
