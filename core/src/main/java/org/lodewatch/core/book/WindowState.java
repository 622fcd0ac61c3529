package org.lodewatch.core.book;

/**
 * The coverage and completeness of a window, by the clock of its dataset and reporter.
 *
 * @param coveredMonths how many of its months lie in published periods
 * @param complete whether its last period is complete
 * @param partial whether rows of one of its periods are missing, or that is not known
 * @param withheld whether this keeps it from being judged: it is partial, and no operator has accepted each such period
 */
public record WindowState(int coveredMonths, boolean complete, boolean partial, boolean withheld) {}
