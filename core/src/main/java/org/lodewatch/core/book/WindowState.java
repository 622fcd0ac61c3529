package org.lodewatch.core.book;

/**
 * What a clock says about a window.
 *
 * @param coveredMonths how many of its months lie in published periods
 * @param complete whether its last period is complete
 * @param partial whether rows of one of its periods are missing, or that is not known
 * @param withheld whether this keeps it from being judged: it is partial, and no operator has accepted each such period
 */
public record WindowState(int coveredMonths, boolean complete, boolean partial, boolean withheld) {}
